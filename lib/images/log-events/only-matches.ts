import type { HeldHits } from './find-in-held'
import type { LineSpan } from './hidden-lines'
import { type Rows, rowKind, rowOf, rowWriter } from './rows'

/**
 * Only the rows of matching lines, of `context` lines around each and of the lines in `also`; a row stands for every
 * run of others.
 */
export function onlyMatches(
  rows: Rows,
  hits: HeldHits,
  context: number,
  also: readonly LineSpan[] = [],
): Rows {
  const shown = rowsToShow(rows, hits, context, also)
  const out = rowWriter(hits.count * (context * 2 + 2))
  let hidden = 0
  let firstHidden = 0
  const closeRun = () => {
    if (hidden > 0) out.put(rowKind.hidden, rows.event[firstHidden] ?? 0, hidden, 0, 0)
    hidden = 0
  }
  for (let row = 0; row < rows.count; row++) {
    if (!shown[row]) {
      if (hidden === 0) firstHidden = row
      if (rows.kind[row] === rowKind.line) hidden += linesOf(rows, row)
      continue
    }
    closeRun()
    out.put(
      rows.kind[row] ?? 0,
      rows.event[row] ?? 0,
      rows.line[row] ?? 0,
      rows.from[row] ?? 0,
      rows.to[row] ?? 0,
    )
  }
  closeRun()
  return { ...out.done(rows.repeats), longest: rows.longest }
}

/** A row of folded repeats stands for as many lines. */
function linesOf(rows: Rows, row: number): number {
  const repeats = rows.line[row] === 0 ? rows.repeats.get(rows.event[row] ?? 0) : undefined
  return repeats?.folded ? repeats.count : 1
}

function rowsToShow(rows: Rows, hits: HeldHits, context: number, also: readonly LineSpan[]): Uint8Array {
  // Lines are counted, not rows: a wrapped line is one line of context.
  const lineNumber = new Int32Array(rows.count)
  const lineHits: number[] = []
  let lines = -1
  let hit = 0
  for (let row = 0; row < rows.count; row++) {
    const kind = rows.kind[row]
    if (kind === rowKind.line) {
      lines++
      const [event = 0, line = 0] = [rows.event[row], rows.line[row]]
      while (hit < hits.count && (hits.event[hit] ?? 0) < event) hit++
      while (hit < hits.count && hits.event[hit] === event && (hits.line[hit] ?? 0) < line) hit++
      if (hits.event[hit] === event && hits.line[hit] === line) lineHits.push(lines)
    }
    lineNumber[row] = kind === rowKind.line || kind === rowKind.continuation ? lines : -1
  }
  const near = new Uint8Array(lines + 1)
  for (const at of lineHits) {
    near.fill(1, Math.max(0, at - context), Math.min(lines, at + context) + 1)
  }
  for (const { from, to } of also) {
    const first = lineNumber[rowOf(rows, from.event, from.line)] ?? -1
    const last = lineNumber[rowOf(rows, to.event, to.line)] ?? -1
    if (first >= 0 && last >= 0) near.fill(1, first, last + 1)
  }
  const shown = new Uint8Array(rows.count)
  for (let row = 0; row < rows.count; row++) {
    const number = lineNumber[row] ?? -1
    shown[row] = number >= 0 ? (near[number] ?? 0) : 0
  }
  return shown
}
