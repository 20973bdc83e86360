import type { EventStore, StoredLogEvent } from './event-store'
import type { Direction, Position } from './position-token'

const pageBytes = 1_048_576
/** What CloudWatch Logs counts for an event besides its UTF-8 text. */
export const eventOverheadBytes = 26

type PageRequest = {
  direction: Direction
  /** The token's position; absent on a first request. */
  from?: Position | undefined
  /** Inclusive, epoch ms. */
  startTime?: number | undefined
  /** Exclusive, epoch ms. */
  endTime?: number | undefined
  limit: number
  /** AWS reads a window of time per page; with it set, idle stretches come as empty pages. */
  timeWindowMs?: number | undefined
  now: number
}
type EventPage = { events: StoredLogEvent[]; forward: Position; backward: Position }

/**
 * One page of GetLogEvents: ascending, at most `limit` events and 1 MB (one event always fits). A page that has
 * nothing left to read repeats the position it came from.
 */
export function readEventPage(store: EventStore, request: PageRequest): EventPage {
  const first = request.startTime === undefined ? 0 : store.indexOf(startOf(request.startTime))
  const end = request.endTime === undefined ? store.length : store.indexOf(startOf(request.endTime))
  return request.direction === 'forward'
    ? readForward(store, request, first, end)
    : readBackward(store, request, first, end)
}

function readForward(store: EventStore, request: PageRequest, first: number, end: number): EventPage {
  const from = request.from ?? startOf(request.startTime ?? 0)
  const start = Math.max(store.indexOf(from), first)
  if (start >= end) return { events: [], forward: from, backward: from }

  const { timeWindowMs } = request
  const next = store.positionAt(start)
  // The very first page starts at the stream's first event: AWS knows where a stream begins.
  if (timeWindowMs !== undefined && request.from !== undefined) {
    const idle = next.timestamp - Math.max(from.timestamp, request.startTime ?? 0)
    if (idle > timeWindowMs) {
      const reached = startOf(next.timestamp - idle + windowLength(idle, timeWindowMs))
      return { events: [], forward: reached, backward: reached }
    }
  }
  const latest = timeWindowMs === undefined ? Number.POSITIVE_INFINITY : next.timestamp + timeWindowMs
  const events: StoredLogEvent[] = []
  let bytes = 0
  for (let i = start; i < end && events.length < request.limit; i += 1) {
    const event = store.at(i)
    bytes += size(event)
    if (events.length > 0 && (bytes > pageBytes || event.timestamp > latest)) break
    events.push(event)
  }
  return {
    events,
    backward: store.positionAt(start),
    forward: after(store.positionAt(start + events.length - 1)),
  }
}

function readBackward(store: EventStore, request: PageRequest, first: number, end: number): EventPage {
  const { timeWindowMs } = request
  const from = request.from
  const stop = from === undefined ? end : Math.min(store.indexOf(from), end)
  if (stop <= first) {
    const nowhere = from ?? startOf(request.startTime ?? 0)
    return { events: [], forward: nowhere, backward: nowhere }
  }
  const newest = store.positionAt(stop - 1)
  if (timeWindowMs !== undefined) {
    // A tail's first window reaches back from now, so that the tail of an idle stream is empty too.
    const edge = Math.min(from?.timestamp ?? Number.POSITIVE_INFINITY, request.endTime ?? request.now)
    const idle = edge - newest.timestamp
    if (idle > timeWindowMs) {
      const reached = startOf(edge - windowLength(idle, timeWindowMs))
      return { events: [], forward: from ?? startOf(edge), backward: reached }
    }
  }
  const earliest = timeWindowMs === undefined ? Number.NEGATIVE_INFINITY : newest.timestamp - timeWindowMs
  const events: StoredLogEvent[] = []
  let bytes = 0
  for (let i = stop - 1; i >= first && events.length < request.limit; i -= 1) {
    const event = store.at(i)
    bytes += size(event)
    if (events.length > 0 && (bytes > pageBytes || event.timestamp < earliest)) break
    events.push(event)
  }
  return {
    events: events.reverse(),
    backward: store.positionAt(stop - events.length),
    forward: after(newest),
  }
}

/** The longer nothing happened, the wider the window: an idle week takes tens of empty pages, not thousands. */
function windowLength(idle: number, timeWindowMs: number): number {
  return Math.max(timeWindowMs, Math.floor(idle / 2))
}

function startOf(timestamp: number): Position {
  return { timestamp, sequence: 0 }
}

function after({ timestamp, sequence }: Position): Position {
  return { timestamp, sequence: sequence + 1 }
}

function size(event: StoredLogEvent): number {
  return Buffer.byteLength(event.message) + eventOverheadBytes
}
