import { plainLines } from '../log-events/display-line'
import { rowKind } from '../log-events/rows'
import { markedOf } from './select-place'
import { isFiltered } from './select-rows'
import { createSelector } from './selector'
import type { ViewState } from './view-state'

/** A ream is not what anybody means by printing a log. */
const mostPrinted = 20_000

type Printed = {
  readonly what: string
  readonly lines: readonly { readonly timestamp: number; readonly text: string }[]
  /** How many lines more there would be. */
  readonly left: number
}

/** What is printed: the marked lines, else those the filter leaves, else all that is held. */
export const printedOf = createSelector(
  [({ view }: ViewState) => view, markedOf, isFiltered],
  ({ rows, held }, marked, filtered): Printed => {
    const lines: { timestamp: number; text: string }[] = []
    let count = 0
    for (let row = 0; row < rows.count; row++) {
      const [event = 0, line = 0] = [rows.event[row], rows.line[row]]
      if (rows.kind[row] !== rowKind.line) continue
      const isMarked =
        !marked ||
        (marked.from <= event && event <= marked.to && (marked.line === undefined || marked.line === line))
      if (!isMarked) continue
      count++
      if (lines.length >= mostPrinted) continue
      const text = plainLines(held.messages[event] ?? '')[line] ?? ''
      lines.push({ timestamp: held.timestamps[event] ?? 0, text })
    }
    const total = count.toLocaleString('en')
    const what = marked
      ? `${total} selected lines`
      : filtered
        ? `${total} lines that the filter shows`
        : `The ${total} loaded lines`
    return { what, lines, left: count - lines.length }
  },
)
