import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '@/lib/api-error'
import type { LogEvent } from '@/lib/images/schemas'
import { answerDeadline } from './answer-deadline'
import { getImageLogEvents } from './get-image-log-events'
import { readPage } from './quota/packed-page'
import type { Scope } from './scope'

/** A host's clock may run a little ahead of ours; its last lines are not to be cut off for that. */
const clockSkewMs = 5 * 60_000
const patienceMs = 60_000

/**
 * Reads a log stream from its first event to its last, page by page, each event once, in AWS's order. Events
 * written while it reads may or may not be among them: without `endTime` it stops at what is there about now, as
 * a stream that is written faster than it is read would never end.
 * An empty page ends nothing; a token that comes back does. While a page is used the next is on its way.
 * @param caller aborts when nobody waits any more; each page has a deadline of its own
 * @throws ApiError
 */
export async function* readLogStream(
  scope: Scope,
  of: { imageId: string; logStreamName: string; startTime?: number; endTime?: number },
  caller: AbortSignal,
): AsyncGenerator<LogEvent[]> {
  const question = { endTime: Date.now() + clockSkewMs, ...of, startFromHead: true, limit: 10_000 }
  const ask = async (nextToken?: string) => {
    const asked = nextToken === undefined ? question : { ...question, nextToken }
    const { events, ...page } = await readPage(
      await patiently(() => getImageLogEvents(scope, asked, answerDeadline(caller)), caller),
    )
    const isEnd = page.nextToken === undefined || page.nextToken === nextToken
    return { events, next: isEnd ? undefined : page.nextToken }
  }
  let asked: ReturnType<typeof ask> | undefined = ask()
  while (asked) {
    const { events, next }: Awaited<ReturnType<typeof ask>> = await asked
    asked = next === undefined ? undefined : ask(next)
    // Whoever leaves in the middle never hears of it.
    asked?.catch(() => {})
    if (events.length > 0) yield events
  }
}

/** A reading under way waits for AWS's quota rather than break off; the caller sees it pause. */
async function patiently<Answer>(ask: () => Promise<Answer>, caller: AbortSignal): Promise<Answer> {
  for (const until = Date.now() + patienceMs; ; ) {
    try {
      return await ask()
    } catch (error) {
      const isQuota = error instanceof ApiError && error.status === 429
      if (!isQuota || Date.now() > until) throw error
      await sleep((error.retryAfter ?? 2) * 1000, undefined, { signal: caller })
    }
  }
}
