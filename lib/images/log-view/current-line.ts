import { anchorOf } from '../log-events/held-log'
import { type Rows, rowKind, rowOf } from '../log-events/rows'
import { isFollowing } from './follow'
import type { LogViewStore } from './log-view-store'
import { currentPlaceOf } from './select-place'

/** To the next line or the one before; without a current line to the first in view. */
export function moveLine(store: LogViewStore, direction: 1 | -1) {
  const state = store.getState()
  const { rows, held } = state.view
  const place = currentPlaceOf(state)
  const here = place ? rowOf(rows, place.event, place.line) : state.inView.first - (direction === 1 ? 1 : 0)
  const row = lineFrom(rows, here, direction)
  if (row === undefined) return
  const current = { anchor: anchorOf(held, rows.event[row] ?? 0), line: rows.line[row] ?? 0 }
  store.change({
    current,
    follow: isFollowing(state, false),
    destination: { goal: { at: 'line', ...current }, align: 'nearest' },
  })
}

/** Makes the first line in view the current one when there is none. */
export function chooseLine(store: LogViewStore) {
  const state = store.getState()
  const { rows, held } = state.view
  const row = lineFrom(rows, state.inView.first, 1)
  if (row === undefined) return
  store.change({ current: { anchor: anchorOf(held, rows.event[row] ?? 0), line: rows.line[row] ?? 0 } })
}

/** The next row after this one that begins a line. */
function lineFrom({ kind, count }: Rows, row: number, direction: 1 | -1): number | undefined {
  let next = row + direction
  while (next >= 0 && next < count && kind[next] !== rowKind.line) next += direction
  return next >= 0 && next < count ? next : undefined
}
