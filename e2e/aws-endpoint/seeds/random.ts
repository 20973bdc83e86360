/** Repeatable chance: the same image id always gets the same build. */
export type Random = {
  /** 0 ≤ x < 1 */
  next: () => number
  /** An integer, both ends included. */
  int: (min: number, max: number) => number
  pick: <Item>(items: readonly [Item, ...Item[]]) => Item
  hex: (length: number) => string
  uuid: () => string
}

export function randomFrom(seed: string): Random {
  let state = [...seed].reduce(
    (hash, character) => Math.imul(hash ^ character.charCodeAt(0), 0x01000193),
    0x811c9dc5,
  )
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  const hex = (length: number) => Array.from({ length }, () => int(0, 15).toString(16)).join('')
  return {
    next,
    int,
    hex,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
    uuid: () => `${hex(8)}-${hex(4)}-11f0-${hex(4)}-${hex(12)}`,
  }
}
