import { type EventColumns, firstAtOrAfter, type HeldLog, holdEvents, joinLogs, sliceLog } from './held-log'
import { mergeEvents } from './merge'
import { concatColumns } from './page-walk'

/** Events can come up to 10 s late and reads lag writes by seconds; what is read again covers both with room. */
const overlap = 20_000
/** So many at most are read again: a burst's last 20 seconds would fill page after page before anything new. */
const mostReadAgain = { events: 2_000, characters: 400_000 }

/**
 * From when on the end of the log is read: somewhat before the newest event held.
 * @param newestBefore the newest event held at the last look: what came since may have overtaken others
 * @param first the first event of which nothing earlier is unread; before it nothing can be said to be late
 */
export function followFrom(held: HeldLog, newestBefore: number | undefined, first: number): number {
  const { timestamps } = held
  const newest = Math.min(timestamps.at(-1) ?? Infinity, newestBefore ?? Infinity)
  const start = newest === Infinity ? -Infinity : newest - overlap
  return Math.max(start, first, fewBefore(held))
}

/** The time of the earliest event that is not too many, nor too much text, before the end. */
function fewBefore({ timestamps, messages }: HeldLog): number {
  const { events, characters } = mostReadAgain
  let index = messages.length
  for (let room = characters; index > 0 && room > 0 && messages.length - index < events; index--) {
    room -= messages[index - 1]?.length ?? 0
  }
  return index > 0 ? (timestamps[index] ?? -Infinity) : -Infinity
}

/** What was read is put among what is held: late events in their place, new ones at the end. */
export function mergeInto(held: HeldLog, fresh: EventColumns, headWhole: boolean): HeldLog {
  const from = fresh.timestamps[0]
  if (from === undefined) return held
  const start = firstAtOrAfter(held, from)
  const tail = sliceLog(held, start, held.messages.length, true)
  const merged = mergeEvents(tail, fresh)
  if (merged.messages.length === tail.messages.length) return held
  return joinLogs(sliceLog(held, 0, start, true), holdEvents(merged, true, tail), headWhole)
}

/**
 * A page and what the page before it had of the same millisecond: equal lines on both sides of a page's edge are
 * counted together.
 */
export function withSharedMillisecond(before: EventColumns | undefined, page: EventColumns): EventColumns {
  const time = page.timestamps[0]
  if (!before || time === undefined || before.timestamps.at(-1) !== time) return page
  return concatColumns([columnsBetween(before, time, Infinity), page])
}

/** The events of a stretch of time, `end` excluded. */
export function columnsBetween(events: EventColumns, start: number, end: number): EventColumns {
  const from = firstAtOrAfter(events, start)
  const to = firstAtOrAfter(events, end)
  return { timestamps: events.timestamps.slice(from, to), messages: events.messages.slice(from, to) }
}
