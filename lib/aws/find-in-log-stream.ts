import 'server-only'
import { badRequest } from '@/lib/api-error'
import type { Seen, StreamMatch } from '@/lib/images/log-events/find-in-stream'
import { findPattern } from '@/lib/images/log-events/find-pattern'
import { analyze, copyOf } from './analysis/analyze'
import { readLogPages } from './read-log-stream'
import { type Scope, scopeKey } from './scope'
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
  const query = { text: q, matchCase, wholeWord, regularExpression }
  const pattern = findPattern(query)
  if (pattern === null) throw badRequest("'q' must not be empty")
  if (typeof pattern === 'string') throw badRequest(pattern)
  const log = `${scopeKey(scope)}/${of.imageId}/${of.logStreamName}`
  let seen: Seen | undefined
  const pages = readLogPages(scope, of, caller, async (page) => {
    const found = await analyze('find', log, [query, seen, copyOf(page)], caller)
    seen = found.seen
    return found
  })
  return streamAnswer(progress(pages), { 'content-type': 'application/x-ndjson; charset=utf-8' })
}

async function* progress(
  pages: AsyncGenerator<{ matches: StreamMatch[]; seen: Seen }>,
): AsyncGenerator<string> {
  let scanned = 0
  let total = 0
  const first = await pages.next()
  try {
    for (let page = first; !page.done; page = await pages.next()) {
      const { matches, seen } = page.value
      const room = Math.max(0, namedMatches - total)
      scanned = seen.events
      total += matches.length
      yield `${JSON.stringify({ scanned, total, matches: matches.slice(0, room) })}\n`
    }
    yield `${JSON.stringify({ done: true, scanned, total })}\n`
  } catch (error) {
    // The status is long gone; the last line is where a failure can still be told.
    yield `${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`
  }
}
