import { z } from 'zod'

/** A line of a text that became another: `gone` stood there, `new` stands here, `same` in both. */
export const diffLine = z.object({ how: z.enum(['same', 'gone', 'new']), text: z.string() })
export type DiffLine = z.infer<typeof diffLine>

/** A build's configuration has some dozen lines; beyond this all is told as gone and new. */
const mostLines = 500

/** How a text became another, line by line: the longest run of common lines stays (Hunt and McIlroy's diff). */
export function diffLines(there: string, here: string): DiffLine[] {
  const [before, after] = [linesOf(there), linesOf(here)]
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let end = 0
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end))
    end++
  const same = (lines: readonly string[]) => lines.map((text) => ({ how: 'same' as const, text }))
  return [
    ...same(before.slice(0, start)),
    ...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ]
}

const linesOf = (text: string) => text.replace(/\r/g, '').trimEnd().split('\n')

function diffMiddle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const gone = (text: string): DiffLine => ({ how: 'gone', text })
  const added = (text: string): DiffLine => ({ how: 'new', text })
  if (before.length > mostLines || after.length > mostLines) return [...before.map(gone), ...after.map(added)]
  // How many lines are common from each pair of places to the ends.
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1))
  const at = (a: number, b: number) => common[a]?.[b] ?? 0
  for (let a = before.length - 1; a >= 0; a--)
    for (let b = after.length - 1; b >= 0; b--) {
      const row = common[a] as Uint16Array
      row[b] = before[a] === after[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1))
    }
  const lines: DiffLine[] = []
  let [a, b] = [0, 0]
  while (a < before.length || b < after.length) {
    const [old, fresh] = [before[a], after[b]]
    if (old !== undefined && old === fresh) {
      lines.push({ how: 'same', text: old })
      a++
      b++
    } else if (old !== undefined && (fresh === undefined || at(a + 1, b) >= at(a, b + 1))) {
      lines.push(gone(old))
      a++
    } else {
      lines.push(added(fresh ?? ''))
      b++
    }
  }
  return lines
}

/** Only the lines that differ, each with its neighbours; `null` stands where same ones are left out. */
export function changedLines(lines: readonly DiffLine[], around = 2): (DiffLine | null)[] {
  const shown = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ how }) => how !== 'same'),
  )
  return lines.flatMap((line, index) => {
    if (shown[index]) return [line]
    return index === 0 || shown[index - 1] ? [null] : []
  })
}
