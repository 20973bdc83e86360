import type { LogStream } from '../schemas'
import type { ImageAttempt } from './attempt-schema'

/** The stack that a log was written under: the newest begun before the log's last event; attempts newest first. */
export function attemptOf(
  attempts: readonly ImageAttempt[],
  lastTimestamp: number,
): ImageAttempt | undefined {
  return attempts.find(({ creationTime }) => Date.parse(creationTime) <= lastTimestamp)
}

/**
 * The log stream that belongs to a time: the one whose events overlap it most; undefined when none does.
 * Streams without events belong to nothing yet.
 */
export function logStreamOf(
  attempt: { start: number; end: number },
  logStreams: readonly LogStream[],
): LogStream | undefined {
  let best: LogStream | undefined
  let most = -1
  for (const logStream of logStreams) {
    if (!logStream.hasEvents) continue
    const from = Math.max(attempt.start, Date.parse(logStream.firstEventTimestamp))
    const to = Math.min(attempt.end, Date.parse(logStream.lastEventTimestamp))
    if (to - from <= most) continue
    most = to - from
    best = logStream
  }
  return best
}
