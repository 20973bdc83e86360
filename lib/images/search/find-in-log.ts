import type { EventStore } from '../archive/event-store'
import { eventsOf, type Window } from '../archive/text-of-stream'
import type { FindPattern } from '../log-events/find-query'
import { excerptOf } from './excerpt'
import type { SearchHit } from './found-log'
import { linesOfMessage } from './hits-of-message'

export type FoundInLog = {
  /** The log's first event, epoch milliseconds: tells two logs of one name apart. */
  began: number
  total: number
  hits: SearchHit[]
}

/**
 * The lines of a log that match, within a window of time. Account ids are masked before lines are looked through, so that
 * what is not shown cannot be found out by searching for it either.
 * @param most so many are told with their text, the rest are counted
 */
export function findInLog(
  store: EventStore,
  pattern: FindPattern,
  { window, most, mask }: { window: Window; most: number; mask: boolean },
): FoundInLog {
  const found: FoundInLog = { began: store.timestamp(0), total: 0, hits: [] }
  let last = ''
  let ordinal = 0
  for (const events of eventsOf(store, window)) {
    for (const { timestamp, message } of events) {
      ordinal = timestamp === last ? ordinal + 1 : 0
      last = timestamp
      for (const [line, text] of linesOfMessage(message, mask).entries()) {
        if (!pattern.test(text)) continue
        found.total += 1
        if (found.hits.length < most)
          found.hits.push({ timestamp, ordinal, line, ...excerptOf(text, pattern.matchesIn(text)) })
      }
    }
  }
  return found
}
