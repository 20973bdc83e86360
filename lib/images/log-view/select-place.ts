import { indexOfAnchor } from '../log-events/held-log'
import type { HeldLine } from '../log-events/hidden-lines'
import { markedIn } from '../log-events/marked'
import { rowOf } from '../log-events/rows'
import { numberOfHit } from './found'
import { createSelector } from './selector'
import type { ViewState } from './view-state'

const heldOf = ({ log }: ViewState) => log.held

/** The line the keyboard stands on, if it is held. */
export const currentPlaceOf = createSelector(
  [({ current }: ViewState) => current, heldOf],
  (current, held): HeldLine | undefined => {
    const found = current && indexOfAnchor(held, current.anchor)
    return found?.exact ? { event: found.index, line: current?.line ?? 0 } : undefined
  },
)

/** The match that find stands at, if it is held. */
export const hitPlaceOf = createSelector(
  [({ found }: ViewState) => found, ({ find }: ViewState) => find.hit],
  (found, hit): HeldLine | undefined => {
    const number = numberOfHit(found, hit)
    return number < 0
      ? undefined
      : { event: found.hits.event[number] ?? 0, line: found.hits.line[number] ?? 0 }
  },
)

/** The held events that the address marks. */
export const markedOf = createSelector(
  [({ address }: ViewState) => address.at, ({ address }: ViewState) => address.line, heldOf],
  (at, line, held) => (at ? markedIn(held, at, line) : undefined),
)

/** `event.line` of every bookmarked line that is held. */
export const bookmarkedLinesOf = createSelector(
  [({ address }: ViewState) => address.bookmarks, heldOf],
  (bookmarks, held): ReadonlySet<string> =>
    new Set(
      bookmarks.flatMap(({ anchor, line }) => {
        const { index, exact } = indexOfAnchor(held, anchor)
        return exact ? [`${index}.${line}`] : []
      }),
    ),
)

/** The row one stands on: that of the current line or of the match when it is in view, else the topmost. */
export function standingRowOf(state: ViewState): number {
  const { first, last } = state.inView
  for (const place of [currentPlaceOf(state), hitPlaceOf(state)]) {
    const row = place ? rowOf(state.view.rows, place.event, place.line) : -1
    if (row >= first && row < last - 1) return row
  }
  return first
}

/** The event one stands on. */
export const standingEventOf = (state: ViewState): number => state.view.rows.event[standingRowOf(state)] ?? 0

/** The event in the middle of the window; -1 when nothing is in view. */
export function middleEventOf({ view, inView }: ViewState): number {
  const { rows } = view
  const row = Math.max(0, Math.min((inView.first + inView.last) >> 1, rows.count - 1))
  return inView.region === view.region ? (rows.event[row] ?? -1) : -1
}

/** Events that came by following since the end was left. */
export const newEventsOf = ({ follow, log }: ViewState): number =>
  follow.on ? 0 : Math.max(0, log.arrived - follow.arrivedWhenLeft)

/** The time the overview spans: the range asked for, else the stream as AWS tells it, else what is held. */
export const extentOf = createSelector(
  [
    ({ address }: ViewState) => address.range,
    ({ facts }: ViewState) => facts.stream,
    ({ log }: ViewState) => log.held.timestamps[0],
    ({ log }: ViewState) => log.held.timestamps.at(-1),
  ],
  ({ startTime, endTime }, stream, first, last): { start: number; end: number } | undefined => {
    const known = stream?.hasEvents ? stream : undefined
    const start =
      startTime ?? Math.min(first ?? Infinity, known ? Date.parse(known.firstEventTimestamp) : Infinity)
    const end =
      endTime ?? Math.max(last ?? -Infinity, known ? Date.parse(known.lastEventTimestamp) : -Infinity)
    return Number.isFinite(start) && Number.isFinite(end) && start <= end ? { start, end } : undefined
  },
)

/**
 * The time of the log's newest known event, which "last 15 minutes" counts back from: what AWS says of the stream
 * lags, what is held may be an early part of it.
 */
export function lastEventOf({ facts: { stream }, log }: ViewState): number | undefined {
  const told = stream?.hasEvents ? Date.parse(stream.lastEventTimestamp) : -Infinity
  const newest = Math.max(told, log.held.timestamps.at(-1) ?? -Infinity)
  return Number.isFinite(newest) ? newest : undefined
}

/** The time range of the lines on the screen, epoch milliseconds, `endTime` excluded. */
export function timesInViewOf({ view: { held, rows }, inView }: ViewState) {
  const last = Math.min(rows.count, inView.last) - 1
  const timeOf = (row: number) => held.timestamps[rows.event[row] ?? -1]
  const [startTime, end] = [timeOf(Math.min(inView.first, last)), timeOf(last)]
  return startTime === undefined || end === undefined ? undefined : { startTime, endTime: end + 1 }
}

/** Whether the address marks exactly one event, and it is not there: its nearest is marked. */
export const isNearestMarked = (state: ViewState): boolean =>
  state.log.phase === 'open' && markedOf(state)?.exact === false
