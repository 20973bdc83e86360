import type { LogEvent } from '../schemas'
import { plainLines } from './display-line'
import type { FindPattern } from './find-query'

/** One matching line of a stream: its event's name in an address, its place in the stream, its place in the event. */
export type StreamMatch = {
  /** ISO, as the API gives it. */
  timestamp: string
  /** The event's place among those of the same millisecond, from 0. */
  ordinal: number
  /** The event's place among those read, from 0. */
  eventIndex: number
  /** The displayed line's place within the event, from 0. */
  line: number
}

/** What the search of a page has to know of the pages before it. */
export type Seen = {
  /** Of the last event. */
  readonly timestamp: string
  /** How many events of that millisecond were seen. */
  readonly count: number
  readonly events: number
}

/** Finds a page's matching lines. */
export function findInPage(
  events: readonly LogEvent[],
  pattern: FindPattern,
  before: Seen = { timestamp: '', count: 0, events: 0 },
): { matches: StreamMatch[]; seen: Seen } {
  const seen = { ...before }
  const matches: StreamMatch[] = []
  for (const { timestamp, message } of events) {
    if (timestamp !== seen.timestamp) Object.assign(seen, { timestamp, count: 0 })
    const ordinal = seen.count++
    const eventIndex = seen.events++
    plainLines(message).forEach((text, line) => {
      if (pattern.test(text)) matches.push({ timestamp, ordinal, eventIndex, line })
    })
  }
  return { matches, seen }
}
