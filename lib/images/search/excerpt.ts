/** So much of a line is shown; a log has lines of a megabyte. */
const longest = 320
/** So much of what stands before the first match is shown with it. */
const before = 60

export type Excerpt = { text: string; marks: [number, number][] }

/**
 * A line to be listed among others: without the blanks it begins with, and of a long one the part around its first match.
 * @param marks where it matches, in order
 */
export function excerptOf(line: string, marks: readonly (readonly [number, number])[]): Excerpt {
  const first = marks[0]?.[0] ?? 0
  const indent = Math.min(first, line.length - line.trimStart().length)
  const from = line.length - indent <= longest ? indent : Math.max(indent, first - before)
  const to = Math.min(line.length, from + longest)
  const lead = from > indent ? '…' : ''
  return {
    text: lead + line.slice(from, to) + (to < line.length ? '…' : ''),
    marks: marks
      .filter(([start]) => start < to)
      .map(([start, end]) => [start - from + lead.length, Math.min(end, to) - from + lead.length]),
  }
}
