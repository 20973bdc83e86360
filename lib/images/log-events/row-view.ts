import { anchorOf, type HeldLog, indexOfAnchor } from './held-log'
import { type Rows, rowKind, rowOf } from './rows'

/** Rows with the number that keeps them still: see `nextRowView`. */
export type RowView = {
  readonly region: number
  readonly held: HeldLog
  readonly rows: Rows
  /** The number of the first row: rows that stay keep their number, so its changes say how far they have moved. */
  readonly first: number
}

const firstOfAll = 10_000_000

/**
 * The next view, numbered so that the row at `topRow` of the last one keeps its number, whatever was added,
 * folded, wrapped or let go above it: the list then holds it at the same height on the screen.
 */
export function nextRowView(
  last: RowView | undefined,
  topRow: number,
  region: number,
  held: HeldLog,
  rows: Rows,
): RowView {
  if (!last || last.region !== region) return { region, held, rows, first: firstOfAll }
  const top = stillRow(last.rows, Math.max(0, Math.min(topRow, last.rows.count - 1)))
  if (last.rows.count === 0 || rows.count === 0) return { region, held, rows, first: last.first }
  const event = last.rows.event[top] ?? 0
  const { index } = indexOfAnchor(held, anchorOf(last.held, event))
  const sameKind = last.rows.kind[top] ?? 0
  const ofLine = sameKind < 2 || sameKind === rowKind.echo
  const target = rowOf(rows, index, ofLine ? last.rows.line[top] : 0, last.rows.from[top])
  return { region, held, rows, first: last.first + top - kindBefore(rows, target, sameKind) }
}

/** A row that stands for hidden ones may go; the line below it stays. */
function stillRow(rows: Rows, row: number): number {
  const next = rows.kind[row] === rowKind.hidden ? row + 1 : row
  return next < rows.count ? next : row
}

/** A header or gap row on top stays on top if it is still there. */
function kindBefore(rows: Rows, target: number, kind: number): number {
  if (kind < 2) return target
  for (let row = target; row >= 0 && rows.event[row] === rows.event[target]; row--) {
    if (rows.kind[row] === kind) return row
  }
  return target
}
