import { emptyLog, type HeldLog, holdEvents, joinLogs } from './held-log'
import type { PageRequest, ReadPage } from './log-source'
import type { Opening, TimeRange } from './log-state'
import { concatColumns, walkToEvents } from './page-walk'

/** Where to read on in one direction: by token, or by time once there is no token to trust. */
export type Cursor = { readonly token?: string | undefined; readonly time?: number | undefined }

export type Opened = {
  readonly held: HeldLog
  /** `undefined`: that end of the log (or of the range) is reached. */
  readonly older: Cursor | undefined
  readonly newer: Cursor | undefined
}

const firstPage = 1_000
const largestPage = 10_000

/**
 * The first read of a region. An end costs one page. A moment costs two, read side by side: startTime is included
 * and endTime excluded, so the two halves meet exactly there, and at the start of a millisecond.
 */
export async function openLog(
  read: ReadPage,
  opening: Opening,
  range: TimeRange,
  signal: AbortSignal,
): Promise<Opened> {
  if (opening.at === 'start') {
    const newer = await walkToEvents(
      read,
      { startFromHead: true, ...range, limit: firstPage, signal },
      'newer',
    )
    return {
      held: holdEvents(newer.events, true),
      older: undefined,
      newer: cursor(newer.token, range.startTime),
    }
  }
  if (opening.at === 'moment') return openAround(read, opening, range, signal)
  const older = await walkToEvents(
    read,
    { startFromHead: false, ...range, limit: firstPage, signal },
    'older',
  )
  const held = holdEvents(older.events, older.token === undefined)
  return { held, older: cursor(older.token, range.endTime), newer: undefined }
}

async function openAround(
  read: ReadPage,
  { timestamp, ordinal }: { timestamp: number; ordinal: number },
  range: TimeRange,
  signal: AbortSignal,
): Promise<Opened> {
  const low = range.startTime ?? -Infinity
  const high = range.endTime ?? Infinity
  if (timestamp < low) return openLog(read, { at: 'start' }, range, signal)
  if (timestamp >= high) return openLog(read, { at: 'end' }, range, signal)
  const limit = ordinal < firstPage / 2 ? firstPage : largestPage
  const [before, after] = await Promise.all([
    timestamp === low
      ? undefined
      : walkToEvents(
          read,
          { startFromHead: false, startTime: range.startTime, endTime: timestamp, limit: firstPage, signal },
          'older',
        ),
    walkPast(
      read,
      { startFromHead: true, startTime: timestamp, endTime: range.endTime, limit, signal },
      timestamp,
      ordinal,
    ),
  ])
  const later = holdEvents(after.events, true)
  const headWhole = before === undefined || before.token === undefined
  const earlier = before ? holdEvents(before.events, headWhole) : emptyLog
  return {
    held: joinLogs(earlier, later, headWhole),
    older: before && cursor(before.token, timestamp),
    newer: cursor(after.token, timestamp),
  }
}

/** Reads on until the event is there whose place in its millisecond is `ordinal`, or that millisecond is over. */
async function walkPast(read: ReadPage, request: PageRequest, timestamp: number, ordinal: number) {
  let page = await walkToEvents(read, request, 'newer')
  const pages = [page.events]
  let count = page.events.messages.length
  while (count <= ordinal && page.token !== undefined && page.events.timestamps.at(-1) === timestamp) {
    page = await walkToEvents(read, { ...request, nextToken: page.token }, 'newer')
    pages.push(page.events)
    count += page.events.messages.length
  }
  return { events: concatColumns(pages), token: page.token }
}

const cursor = (token: string | undefined, time: number | undefined): Cursor | undefined =>
  token === undefined ? undefined : { token, time }
