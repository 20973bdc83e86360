import type { LogStream } from './schemas'

/**
 * The stream of the latest build: the one that began last. Not the one with the latest event, whose time AWS only
 * updates eventually; streams that began together are told apart by their name's numbers (`3.1.2/10` after `/9`).
 */
export function newestStream(logStreams: readonly LogStream[]): LogStream | undefined {
  return newestFirst(logStreams)[0]
}

/** Streams in the order of their beginning, newest first. */
export function newestFirst(logStreams: readonly LogStream[]): LogStream[] {
  const byName = new Intl.Collator('en', { numeric: true })
  return [...logStreams].sort(
    (a, b) =>
      Date.parse(b.creationTime) - Date.parse(a.creationTime) ||
      byName.compare(b.logStreamName, a.logStreamName),
  )
}
