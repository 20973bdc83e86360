import { badRequest } from '@/lib/api-error'
import { findInPage, type Seen, type StreamMatch } from '../log-events/find-in-stream'
import { findPattern } from '../log-events/find-pattern'
import type { FindQuery } from '../log-events/find-query'
import type { EventStore } from './event-store'
import { eventsOf, type Window } from './text-of-stream'

/** So many matches are named, as the server does; beyond, they are only counted. */
const namedMatches = 10_000

export type FoundInOpened = { done: true; scanned: number; total: number; matches: StreamMatch[] }

/** Every line of an opened log that matches, by the server's own engine. @throws ApiError 400 */
export function findOpened(store: EventStore, query: FindQuery, window: Window): FoundInOpened {
  const pattern = findPattern(query)
  if (pattern === null) throw badRequest("'q' must not be empty")
  if (typeof pattern === 'string') throw badRequest(pattern)
  let before: Seen | undefined
  const found: FoundInOpened = { done: true, scanned: 0, total: 0, matches: [] }
  for (const events of eventsOf(store, window)) {
    const { matches, seen } = findInPage(events, pattern, before)
    before = seen
    found.scanned += events.length
    found.total += matches.length
    found.matches.push(...matches.slice(0, namedMatches - found.matches.length))
  }
  return found
}
