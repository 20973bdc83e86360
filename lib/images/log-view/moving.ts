import type { RowView } from '../log-events/row-view'
import type { LogViewStore } from './log-view-store'
import type { ViewState } from './view-state'

/**
 * Rows that the list draws at the places they had, since so many came or went above them, and it has not been scrolled
 * along yet. Without, it would take all rows in sight for others, and draw them anew twice in the frame of a page.
 */
export type Moving = {
  /** Of this view only. */
  readonly view: RowView
  /** Places in the list, `to` excluded. */
  readonly from: number
  readonly to: number
  /** The row at a place, less the place. */
  readonly by: number
}

/** More rows than the list ever draws beyond those in view. */
const beyond = 100

/** What moves as `view` takes the place of the last one; few rows are not worth it. */
export function nextMoving({ view: last, inView, moving }: ViewState, view: RowView): Moving | undefined {
  if (inView.region !== view.region || last.region !== view.region) return undefined
  const drawn =
    moving?.view === last ? moving : { from: inView.first - beyond, to: inView.last + beyond, by: 0 }
  const by = drawn.by + last.first - view.first
  // No row may be drawn at two places.
  return Math.abs(by) > drawn.to - drawn.from ? { view, from: drawn.from, to: drawn.to, by } : undefined
}

export const movingOf = ({ moving, view }: ViewState): Moving | undefined =>
  moving?.view === view ? moving : undefined

/** The row to draw at a place of the list. */
export const rowAt = (place: number, moving: Moving | undefined): number =>
  moving && moving.from <= place && place < moving.to ? place + moving.by : place

/** The list has been scrolled along. */
export function endMove(store: LogViewStore) {
  if (store.getState().moving) store.change({ moving: undefined })
}
