import { extentOf } from './select-place'
import { createSelector } from './selector'
import type { ViewState } from './view-state'

/** The time that the overview spans, epoch milliseconds. */
export type Extent = { readonly start: number; readonly end: number }

/** More marks than this stand on the same pixel. */
const places = 480

/** Where errors are, at most one moment per place. */
export const errorMarksOf = createSelector(
  [({ facts }: ViewState) => facts.outline?.errors, extentOf],
  (errors, extent) => thinned(timesOf(errors ?? []), extent),
)

/** Where find's matches are among the held lines, likewise. */
export const hitMarksOf = createSelector([({ found }: ViewState) => found, extentOf], (found, extent) =>
  thinned(timesAt(found.hits.event, found.held.timestamps), extent),
)

/** The window's share of the overview, from 0 to 1. */
export function windowShareOf(state: ViewState): { left: number; width: number } | undefined {
  const { view, inView } = state
  const { rows, held } = view
  const extent = extentOf(state)
  if (!extent || inView.region !== view.region) return undefined
  const timeAt = (row: number) =>
    held.timestamps[rows.event[Math.max(0, Math.min(row, rows.count - 1))] ?? 0] ?? 0
  const span = Math.max(extent.end - extent.start, 1)
  const [from, to] = [timeAt(inView.first), timeAt(inView.last - 1)]
  const left = Math.max(0, Math.min(1, (from - extent.start) / span))
  return { left, width: Math.max(0, Math.min(1 - left, (to - from) / span)) }
}

function* timesOf(errors: Iterable<{ timestamp: number }>) {
  for (const { timestamp } of errors) yield timestamp
}

function* timesAt(events: Int32Array, timestamps: Float64Array) {
  for (const event of events) yield timestamps[event] ?? 0
}

function thinned(timestamps: Iterable<number>, extent: Extent | undefined): number[] {
  if (!extent) return []
  const { start, end } = extent
  const byPlace = new Map<number, number>()
  const span = Math.max(end - start, 1)
  for (const timestamp of timestamps) {
    const place = Math.floor(((timestamp - start) / span) * places)
    if (!byPlace.has(place)) byPlace.set(place, timestamp)
  }
  return [...byPlace.values()]
}
