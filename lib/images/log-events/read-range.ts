import type { AnchorRange } from './anchor'
import { type EventColumns, firstAtOrAfter } from './held-log'
import type { ReadPage } from './log-source'
import { walkToEnd } from './page-walk'

const pageLimit = 10_000

/** More lines than anybody pastes: "Download" is for the whole log. */
export const mostCopied = 500_000

/**
 * All events of a range, read by themselves: the view holds a part of it only.
 * @throws ApiError; Error when there are more than `mostCopied`
 */
export async function readRange(
  read: ReadPage,
  { from, to }: AnchorRange,
  signal: AbortSignal,
): Promise<EventColumns> {
  const request = {
    startFromHead: true,
    startTime: from.timestamp,
    endTime: to.timestamp + 1,
    limit: pageLimit,
    signal,
  }
  const { events, complete } = await walkToEnd(read, request, mostCopied)
  if (!complete)
    throw new Error(`More than ${mostCopied.toLocaleString('en')} events: download the log instead.`)
  const end = Math.min(firstAtOrAfter(events, to.timestamp) + to.ordinal + 1, events.messages.length)
  return {
    timestamps: events.timestamps.slice(from.ordinal, end),
    messages: events.messages.slice(from.ordinal, end),
  }
}
