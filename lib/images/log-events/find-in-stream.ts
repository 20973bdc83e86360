import type { LogEvent } from '../schemas'
import { plainLines } from './display-line'
import { matchesIn } from './find-query'

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

/** Finds matching lines page by page; what it remembers between pages is one timestamp's count. */
export function findInStream(pattern: RegExp): (events: readonly LogEvent[]) => StreamMatch[] {
  const seen = { timestamp: '', count: 0, events: 0 }
  return (events) => {
    const found: StreamMatch[] = []
    for (const { timestamp, message } of events) {
      if (timestamp !== seen.timestamp) Object.assign(seen, { timestamp, count: 0 })
      const ordinal = seen.count++
      const eventIndex = seen.events++
      plainLines(message).forEach((text, line) => {
        if (matchesIn(text, pattern).length > 0) found.push({ timestamp, ordinal, eventIndex, line })
      })
    }
    return found
  }
}
