import 'server-only'

/**
 * Works through a list, so many items at once, and gives each result as it comes. Whoever leaves in the middle has no
 * more of them begun.
 * @throws what `work` threw first
 */
export async function* asCompleted<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const left = items[Symbol.iterator]()
  const underWay = new Map<symbol, Promise<{ key: symbol; result: Result }>>()
  const begin = () => {
    const next = left.next()
    if (next.done) return
    const key = Symbol()
    const working = work(next.value).then((result) => ({ key, result }))
    // Of several that fail the first is told.
    working.catch(() => {})
    underWay.set(key, working)
  }
  for (let n = 0; n < atOnce; n++) begin()
  while (underWay.size > 0) {
    const { key, result } = await Promise.race(underWay.values())
    underWay.delete(key)
    begin()
    yield result
  }
}
