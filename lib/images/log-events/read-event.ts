import type { EventAnchor } from './anchor'
import type { ReadPage } from './log-source'
import { walkToEnd } from './page-walk'

/** More of one millisecond than this is not read for one line. */
const mostEvents = 20_000

/** One event by its name, read by itself; `undefined` when the log has no such event. Throws ApiError. */
export async function readEvent(
  read: ReadPage,
  { timestamp, ordinal }: EventAnchor,
  signal: AbortSignal,
): Promise<string | undefined> {
  const request = { startFromHead: true, startTime: timestamp, endTime: timestamp + 1, limit: 10_000, signal }
  const { events } = await walkToEnd(read, request, mostEvents)
  return events.messages[ordinal]
}
