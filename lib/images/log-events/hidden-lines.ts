import type { EventAnchor } from './anchor'
import { type Rows, rowKind, rowOf } from './rows'

/** A displayed line by its event's index in the held log. */
export type HeldLine = { readonly event: number; readonly line: number }

export type LineSpan<Line = HeldLine> = { readonly from: Line; readonly to: Line }

/** A displayed line by its event's name, which stays when the log grows. */
export type NamedLine = { readonly anchor: EventAnchor; readonly line: number }

/** Which of the lines that a row stands for: the last few, above what follows; the first few; all of them. */
export type HiddenPart = 'above' | 'below' | 'all'

/** How many lines "above" and "below" are. */
export const fewLines = 5

/**
 * The lines behind a row of hidden ones, both ends included.
 * @param all the rows without the filter
 * @param shown the rows with it; `row` is the place of the hidden ones among them
 */
export function hiddenLines(all: Rows, shown: Rows, row: number, part: HiddenPart): LineSpan | undefined {
  const lines = lineRows(all, startIn(all, shown, row), endIn(all, shown, row))
  const wanted = part === 'all' ? lines : part === 'above' ? lines.slice(-fewLines) : lines.slice(0, fewLines)
  const [from, to] = [wanted[0], wanted.at(-1)]
  return from === undefined || to === undefined
    ? undefined
    : { from: placeOf(all, from), to: placeOf(all, to) }
}

function startIn(all: Rows, shown: Rows, row: number): number {
  const before = row - 1
  if (before < 0) return 0
  return rowOf(all, shown.event[before] ?? 0, shown.line[before], shown.from[before]) + 1
}

function endIn(all: Rows, shown: Rows, row: number): number {
  const after = row + 1
  return after < shown.count ? rowOf(all, shown.event[after] ?? 0, shown.line[after]) : all.count
}

function lineRows({ kind }: Rows, start: number, end: number): number[] {
  const rows: number[] = []
  for (let row = start; row < end; row++) if (kind[row] === rowKind.line) rows.push(row)
  return rows
}

const placeOf = ({ event, line }: Rows, row: number): HeldLine => ({
  event: event[row] ?? 0,
  line: line[row] ?? 0,
})
