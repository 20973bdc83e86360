import { columnsBetween } from './follow-window'
import type { EventColumns, HeldLog } from './held-log'
import type { ReadPage } from './log-source'
import type { TimeRange } from './log-state'
import { mergeEvents } from './merge'
import { concatColumns, walkToEvents } from './page-walk'

const minute = 60_000
/** A full page of GetLogEvents, which most builds’ whole log fits into; the server knows the question by it. */
const sweepLimit = 10_000
/** AWS ends a page at 1 MB of UTF-8. */
const fullPage = 700_000
/** Followers begin again at the upper one of the earlier pages together, so that they ask the same. */
const roundLength = 64

export type Swept = {
  readonly fresh: EventColumns
  /** Events held since the last sweep that CloudWatch no longer has. */
  readonly vanished: number
}

/**
 * Goes through the held log once more for what came later than the end is read again for, one page at a time: every
 * other time the last page, where nearly all that is late belongs, between them the earlier pages, from the last of them
 * to the first and then anew. Pages end at whole minutes: followers of one stream ask the same, so that the server asks
 * AWS once for all of them.
 */
export class LateSweep {
  /** Where the page before the last one ends; undefined while the last one is all there is. */
  #below: number | undefined
  /** Where the next of the earlier pages ends; undefined for the last of them. */
  #earlier: number | undefined
  #seen: HeldLog | undefined

  /**
   * One page of it. `fresh` is what AWS has now of the stretch that was read.
   * @param first from when on the held log is whole, -Infinity when it begins at the stream's first event
   * @param round a number that all followers share at a time, such as the minute
   */
  async next(
    read: ReadPage,
    held: HeldLog,
    first: number,
    range: TimeRange,
    round: number,
    signal: AbortSignal,
  ): Promise<Swept> {
    if (round % roundLength === 0) this.#earlier = undefined
    const earlier = round % 2 === 1 ? (this.#earlier ?? this.#below) : undefined
    const { timestamps, withheld } = held
    const heldStart = timestamps[withheld] ?? Infinity
    const end = Math.min(earlier ?? nextMinute(timestamps.at(-1) ?? heldStart), range.endTime ?? Infinity)
    const back = (endTime: number) =>
      walkToEvents(
        read,
        { startFromHead: false, startTime: range.startTime, endTime, limit: sweepLimit, signal },
        'older',
      )
    const page = await back(end)
    let { events } = page
    let empty = events.messages.length === 0 && page.token === undefined
    const cut = isFull(events)
    if (!cut && (events.timestamps[0] ?? -Infinity) > heldStart) {
      // It should have reached to what is held before it: AWS gave a short page, or has nothing there any more.
      const before = await back(events.timestamps[0] ?? end)
      empty = before.events.messages.length === 0 && before.token === undefined
      events = concatColumns([before.events, events])
    }
    const oldest = events.timestamps[0] ?? end
    // A full page may have cut its first millisecond in two: that one belongs to the next page.
    const reached = empty ? -Infinity : cut ? oldest + 1 : oldest
    const start = Math.max(reached, first)
    const next = reached > heldStart ? endOfNext(oldest, end) : undefined
    if (earlier === undefined) this.#below = next
    else this.#earlier = next
    const fresh = columnsBetween(events, start, end)
    const vanished = this.#seen ? missing(columnsBetween(this.#seen, start, end), fresh) : 0
    return { fresh, vanished }
  }

  /** What is held when a sweep is over, and should be there at the next. */
  remember(held: HeldLog) {
    this.#seen = held
  }
}

const nextMinute = (time: number) => (Math.floor(time / minute) + 1) * minute

/** At a whole minute, unless the page did not reach beyond it; a millisecond that fills a page is passed over. */
function endOfNext(oldest: number, end: number): number {
  const aligned = nextMinute(oldest)
  if (aligned < end) return aligned
  return oldest + 1 < end ? oldest + 1 : oldest
}

function isFull({ messages }: EventColumns): boolean {
  if (messages.length >= sweepLimit) return true
  let characters = 0
  for (const message of messages) characters += message.length
  return characters > fullPage
}

const missing = (seen: EventColumns, now: EventColumns) =>
  mergeEvents(seen, now).messages.length - now.messages.length
