import 'server-only'
import type { LogEvent } from '@/lib/images/schemas'
import { answerDeadline } from './answer-deadline'
import { getImageLogEvents } from './get-image-log-events'
import type { Scope } from './scope'

/** A host's clock may run a little ahead of ours; its last lines are not to be cut off for that. */
const clockSkewMs = 5 * 60_000

/**
 * Reads a log stream from its first event to its last, page by page, each event once, in AWS's order. Events
 * written while it reads may or may not be among them: without `endTime` it stops at what is there about now, as
 * a stream that is written faster than it is read would never end.
 * An empty page ends nothing; a token that comes back does.
 * @param caller aborts when nobody waits any more; each page has a deadline of its own
 * @throws ApiError
 */
export async function* readLogStream(
  scope: Scope,
  of: { imageId: string; logStreamName: string; startTime?: number; endTime?: number },
  caller: AbortSignal,
): AsyncGenerator<LogEvent[]> {
  const question = { endTime: Date.now() + clockSkewMs, ...of, startFromHead: true, limit: 10_000 }
  let nextToken: string | undefined
  while (true) {
    const asked = nextToken === undefined ? question : { ...question, nextToken }
    const page = await getImageLogEvents(scope, asked, answerDeadline(caller))
    if (page.events.length > 0) yield page.events
    if (page.nextToken === undefined || page.nextToken === nextToken) return
    nextToken = page.nextToken
  }
}
