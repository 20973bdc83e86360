import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '@/lib/api-error'
import type { LogEvent } from '@/lib/images/schemas'
import { withAnswerDeadline } from './answer-deadline'
import { awsNow } from './aws-clock'
import { getImageLogEvents } from './get-image-log-events'
import { inTurn } from './in-turn'
import { edgesOf, parsePage, unpackPage } from './quota/packed-page'
import type { Scope } from './scope'

/** So many pages are read of what lies ahead of AWS's clock, or was written since reading began. */
const mostPagesAhead = 100
const patienceMs = 60_000

/**
 * Reads a log stream from its first event to its last, page by page, each event once, in AWS's order. Events ahead of
 * the clock are among them, as CloudWatch takes some from hosts whose clocks are two hours fast. Events written while
 * it reads may or may not be: a stream that is written faster than it is read is left after a hundred pages of them.
 * An empty page ends nothing; a token that comes back does. While a page is used the next is on its way, and waits
 * compressed.
 * @param caller aborts when nobody waits any more; each page has a deadline of its own
 * @param use makes of a page's events what is yielded
 * @throws ApiError
 */
export function readLogStream<Used = LogEvent[]>(
  scope: Scope,
  of: LogWindow,
  caller: AbortSignal,
  use?: (events: LogEvent[]) => Used,
): AsyncGenerator<Used> {
  return readLogPages(scope, of, caller, (json) =>
    inTurn(() => {
      const { events } = parsePage(json)
      return use ? use(events) : (events as Used)
    }),
  )
}

type LogWindow = { imageId: string; logStreamName: string; startTime?: number; endTime?: number }

/** The same, each page as JSON, for those who read it elsewhere. */
export async function* readLogPages<Used>(
  scope: Scope,
  of: LogWindow,
  caller: AbortSignal,
  use: (page: Buffer) => Promise<Used>,
): AsyncGenerator<Used> {
  const question = { ...of, startFromHead: true, limit: 10_000 }
  let began: number | undefined
  let pagesAhead = 0
  const ask = async (nextToken?: string) => {
    const asked = nextToken === undefined ? question : { ...question, nextToken }
    const { gzip } = await patiently(
      () => withAnswerDeadline(caller, (signal) => getImageLogEvents(scope, asked, signal)),
      caller,
    )
    began ??= awsNow(scope)
    return { gzip, nextToken, began }
  }
  // A function of its own: a page is let go before its use waits for a slow reader.
  const open = async (page: Awaited<ReturnType<typeof ask>>) => {
    const json = await unpackPage(page)
    const { firstTimestamp, nextToken } = edgesOf(json)
    if (Date.parse(firstTimestamp ?? '') > page.began) pagesAhead += 1
    const isEnd = nextToken === undefined || nextToken === page.nextToken || pagesAhead >= mostPagesAhead
    const used = firstTimestamp === undefined ? undefined : use(json)
    return { used, next: isEnd ? undefined : nextToken }
  }
  let asked: ReturnType<typeof ask> | undefined = ask()
  while (asked) {
    const { used, next }: { used: Promise<Used> | undefined; next: string | undefined } = await open(
      await asked,
    )
    asked = next === undefined ? undefined : ask(next)
    // Whoever leaves in the middle never hears of it.
    asked?.catch(() => {})
    if (used) yield await used
  }
}

/** A reading under way waits for AWS's quota rather than break off; the caller sees it pause. */
async function patiently<Answer>(ask: () => Promise<Answer>, caller: AbortSignal): Promise<Answer> {
  for (const until = performance.now() + patienceMs; ; ) {
    try {
      return await ask()
    } catch (error) {
      const isQuota = error instanceof ApiError && error.status === 429
      if (!isQuota || performance.now() > until) throw error
      await sleep((error.retryAfter ?? 2) * 1000, undefined, { signal: caller })
    }
  }
}
