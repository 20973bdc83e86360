import { type EventAnchor, formatAnchor } from '../log-events/anchor'
import { type Bookmark, compareLines } from '../log-events/bookmarks'
import type { EventColumns } from '../log-events/held-log'
import type { ReadPage } from '../log-events/log-source'
import { walkToEnd, walkToEvents } from '../log-events/page-walk'
import type { Excerpt, Mark } from './page-build'

/** So many events are quoted before and after a marked one, unless more are asked for. */
const fewEvents = 6

type QuotedEvent = { timestamp: number; ordinal: number | undefined; message: string; mark?: Mark }

/**
 * The marked lines with what stands around them, in the log's order; stretches that touch are one. `missing`: marks
 * whose events the log does not have (any more). @throws ApiError
 */
export async function readExcerpts(
  read: ReadPage,
  bookmarks: readonly Bookmark[],
  signal: AbortSignal,
  surroundings = fewEvents,
): Promise<{ excerpts: Excerpt[]; missing: EventAnchor[] }> {
  const stretches: QuotedEvent[][] = []
  const missing: EventAnchor[] = []
  for (const { anchor, mark } of marksByEvent(bookmarks)) {
    const { timestamp, ordinal } = anchor
    const after = await walkToEnd(
      read,
      { startFromHead: true, startTime: timestamp, limit: ordinal + 1 + surroundings, signal },
      ordinal + 1 + surroundings,
    )
    const newer = withOrdinals(after.events).slice(0, ordinal + 1 + surroundings)
    const at = newer.find((event) => event.timestamp === timestamp && event.ordinal === ordinal)
    if (!at) {
      missing.push(anchor)
      continue
    }
    at.mark = mark
    if (joins(stretches.at(-1), anchor, newer)) continue
    const request = { startFromHead: false, endTime: timestamp, limit: surroundings, signal }
    const before = ordinal >= surroundings ? [] : await older(read, request, surroundings)
    stretches.push([...before, ...newer].slice(-(2 * surroundings + 1)))
  }
  const excerpts = stretches.map((events) => ({
    events: events.map(({ timestamp, message, mark }) => ({
      timestamp: new Date(timestamp).toISOString(),
      message,
      ...(mark ? { mark } : {}),
    })),
  }))
  return { excerpts, missing }
}

/** Goes on with an earlier stretch that already holds the marked event. */
function joins(last: QuotedEvent[] | undefined, anchor: EventAnchor, newer: QuotedEvent[]): boolean {
  const same = (event: QuotedEvent) =>
    event.timestamp === anchor.timestamp && event.ordinal === anchor.ordinal
  const place = last?.findIndex(same) ?? -1
  if (!last || place < 0) return false
  last.splice(place, last.length, ...newer.slice(newer.findIndex(same)))
  return true
}

function marksByEvent(bookmarks: readonly Bookmark[]): { anchor: EventAnchor; mark: Mark }[] {
  const events = new Map<string, { anchor: EventAnchor; mark: Mark }>()
  for (const { anchor, line, note } of bookmarks.toSorted(compareLines)) {
    const known = events.get(formatAnchor(anchor))?.mark
    events.set(formatAnchor(anchor), {
      anchor,
      mark: {
        lines: [...new Set([...(known?.lines ?? []), line])],
        note: [known?.note, note].filter(Boolean).join(' · '),
      },
    })
  }
  return [...events.values()]
}

/** Of a stretch that begins with the first event of its millisecond. */
function withOrdinals({ timestamps, messages }: EventColumns): QuotedEvent[] {
  let ordinal = 0
  return messages.map((message, index) => {
    const timestamp = timestamps[index] ?? 0
    ordinal = index > 0 && timestamp === timestamps[index - 1] ? ordinal + 1 : 0
    return { timestamp, ordinal, message }
  })
}

async function older(read: ReadPage, request: Parameters<ReadPage>[0], most: number): Promise<QuotedEvent[]> {
  const { events } = await walkToEvents(read, request, 'older')
  return events.messages
    .map((message, index) => ({ timestamp: events.timestamps[index] ?? 0, ordinal: undefined, message }))
    .slice(-most)
}
