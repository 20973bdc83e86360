import 'server-only'
import { Script } from 'node:vm'
import { badRequest } from '@/lib/api-error'
import { findInStream, type StreamMatch } from '@/lib/images/log-events/find-in-stream'
import { findPattern } from '@/lib/images/log-events/find-query'
import type { LogEvent } from '@/lib/images/schemas'
import { readLogStream } from './read-log-stream'
import type { Scope } from './scope'
import { streamAnswer } from './stream-answer'

type Question = {
  imageId: string
  logStreamName: string
  q: string
  matchCase?: boolean
  wholeWord?: boolean
  regularExpression?: boolean
  startTime?: number
  endTime?: number
}

/** So many matches are named; beyond, they are only counted. */
const namedMatches = 10_000
const pageBudgetMs = 2_000

/**
 * Looks through a whole stream, loaded by anybody or not. Streams one JSON object a line: after each page
 * `{"scanned", "total", "matches": [StreamMatch…]}` with the events read and the matches so far, at the end
 * `{"done": true, "scanned", "total"}`, or `{"error"}` with a sentence when it could not be read to its end.
 * @throws ApiError 400 for an expression that cannot be read
 */
export async function findInLogStream(
  scope: Scope,
  { q, matchCase = false, wholeWord = false, regularExpression = false, ...of }: Question,
  _deadline: AbortSignal,
  caller: AbortSignal,
): Promise<Response> {
  const pattern = findPattern({ text: q, matchCase, wholeWord, regularExpression })
  if (pattern === null) throw badRequest("'q' must not be empty")
  if (typeof pattern === 'string') throw badRequest(pattern)
  const find = findInStream(pattern)
  const bounded = regularExpression ? withinBudget(find) : find
  return streamAnswer(progress(readLogStream(scope, of, caller), bounded), {
    'content-type': 'application/x-ndjson; charset=utf-8',
  })
}

type Find = (events: readonly LogEvent[]) => StreamMatch[]

async function* progress(pages: AsyncGenerator<LogEvent[]>, find: Find): AsyncGenerator<string> {
  let scanned = 0
  let total = 0
  const first = await pages.next()
  try {
    for (let page = first; !page.done; page = await pages.next()) {
      const matches = find(page.value)
      const room = Math.max(0, namedMatches - total)
      scanned += page.value.length
      total += matches.length
      yield `${JSON.stringify({ scanned, total, matches: matches.slice(0, room) })}\n`
    }
    yield `${JSON.stringify({ done: true, scanned, total })}\n`
  } catch (error) {
    // The status is long gone; the last line is where a failure can still be told.
    yield `${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`
  }
}

/** Some expressions take for ever on some lines; a script's timeout is the one thing that stops a running one. */
function withinBudget(find: Find): Find {
  const script = new Script('find()')
  return (events) => {
    try {
      return script.runInNewContext({ find: () => find(events) }, { timeout: pageBudgetMs }) as StreamMatch[]
    } catch (error) {
      const timedOut = (error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      throw timedOut ? new Error('This regular expression takes too long on this log.') : error
    }
  }
}
