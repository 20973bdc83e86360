import { z } from 'zod'
import type { LogStream } from '../schemas'

/** One stack of the image's name: one try at building it. */
export const imageAttempt = z.object({
  stackId: z.string(),
  stackStatus: z.string(),
  creationTime: z.iso.datetime({ precision: 3 }),
  /** When its deletion was done; absent while the stack is there. */
  deletionTime: z.iso.datetime({ precision: 3 }).optional(),
})
export type ImageAttempt = z.infer<typeof imageAttempt>

/** GET /v3/images/custom/{imageId}/attempts: ours. Newest first; deleted stacks for 90 days. */
export const imageAttempts = z.object({ attempts: z.array(imageAttempt) })
export type ImageAttempts = z.infer<typeof imageAttempts>

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
