import { maskAccountIds } from '../mask-account-ids'
import type { LogEvent } from '../schemas'
import type { EventStore } from './event-store'
import { exportedLines } from './export-layout'

const eventsAtOnce = 2_000

/** A window of an opened log, by epoch milliseconds; `endTime` is excluded. */
export type Window = { startTime?: number | undefined; endTime?: number | undefined }

/** An opened log's events as the API gives them, some thousands at a time. */
export function* eventsOf(store: EventStore, { startTime, endTime }: Window = {}): Generator<LogEvent[]> {
  const end = endTime === undefined ? store.length : store.firstAtOrAfter(endTime)
  let from = startTime === undefined ? 0 : store.firstAtOrAfter(startTime)
  const messages = store.messages()
  while (from < end) {
    const events: LogEvent[] = []
    for (const until = Math.min(end, from + eventsAtOnce); from < until; from++) {
      events.push({
        timestamp: new Date(store.timestamp(from)).toISOString(),
        message: messages(from),
      })
    }
    yield events
  }
}

export type TextOptions = { timestamps: boolean; mask: boolean }

const encoder = new TextEncoder()

/** Events as text, each message ended by a line feed; with `timestamps` as CloudWatch's export writes them. */
export function* textOf(
  pages: Iterable<readonly LogEvent[]>,
  { timestamps, mask }: TextOptions,
): Generator<Uint8Array<ArrayBuffer>> {
  for (const events of pages) {
    yield encoder.encode(timestamps ? exportedLines(events, mask) : messages(events, mask))
  }
}

const messages = (events: readonly LogEvent[], mask: boolean) =>
  events.map(({ message }) => `${mask ? maskAccountIds(message) : message}\n`).join('')
