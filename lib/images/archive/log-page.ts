import { badRequest } from '@/lib/api-error'
import type { ImageLogEvents } from '../schemas'
import type { EventStore } from './event-store'

/** What GetLogEvents asks; times are epoch milliseconds, `endTime` is excluded. */
export type LogPageQuestion = {
  startFromHead?: boolean
  startTime?: number | undefined
  endTime?: number | undefined
  nextToken?: string | undefined
  limit?: number | undefined
}

const mostBytes = 1024 * 1024

/**
 * One page of an opened log, as GetLogEvents would answer: at most `limit` events and about 1 MiB, ascending; both
 * tokens always there; the end is the answer that repeats the token it was sent. A token is a direction and a place.
 * @throws ApiError 400 for a token that is none of these
 */
export function logPage(
  store: EventStore,
  { startFromHead = false, startTime, endTime, nextToken, limit = 10_000 }: LogPageQuestion,
): ImageLogEvents {
  const low = startTime === undefined ? 0 : store.firstAtOrAfter(startTime)
  const high = endTime === undefined ? store.length : Math.max(low, store.firstAtOrAfter(endTime))
  const token = nextToken === undefined ? undefined : readToken(nextToken)
  const forward = token ? token.forward : startFromHead
  const at = Math.min(high, Math.max(low, token?.at ?? (forward ? low : high)))
  const start = forward ? at : backwardStart(store, at, low, limit)
  const end = forward ? forwardEnd(store, at, high, limit) : at
  const messages = store.messages()
  const events = Array.from({ length: end - start }, (_, index) => ({
    timestamp: new Date(store.timestamp(start + index)).toISOString(),
    message: messages(start + index),
  }))
  return { events, nextToken: `f/${end}`, prevToken: `b/${start}` }
}

function readToken(token: string): { forward: boolean; at: number } {
  const found = /^([fb])\/(\d{1,12})$/.exec(token)
  if (!found) throw badRequest('The specified nextToken is invalid.')
  return { forward: found[1] === 'f', at: Number(found[2]) }
}

function forwardEnd(store: EventStore, from: number, high: number, limit: number): number {
  let bytes = 0
  let end = from
  while (end < high && end - from < limit && bytes < mostBytes) bytes += store.size(end++)
  return end
}

function backwardStart(store: EventStore, from: number, low: number, limit: number): number {
  let bytes = 0
  let start = from
  while (start > low && from - start < limit && bytes < mostBytes) bytes += store.size(--start)
  return start
}
