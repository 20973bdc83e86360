import 'server-only'
import { badRequest } from '@/lib/api-error'
import { findPattern } from '@/lib/images/log-events/find-pattern'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import type { SearchProgress } from '@/lib/images/search/operations'
import type { Scope } from '../scope'
import { streamAnswer } from '../stream-answer'
import { KeptSearch } from './kept-search'

export type SearchQuestion = {
  q: string
  matchCase?: boolean
  wholeWord?: boolean
  regularExpression?: boolean
  image?: string
  startTime?: number
  endTime?: number
}

/** What is looked for. @throws ApiError 400, in words, for an expression that cannot be read or not in linear time */
export function findQueryOf({
  q,
  matchCase = false,
  wholeWord = false,
  regularExpression = false,
}: SearchQuestion): FindQuery {
  const query = { text: q, matchCase, wholeWord, regularExpression }
  const pattern = findPattern(query)
  if (pattern === null) throw badRequest("'q' must not be empty")
  if (typeof pattern === 'string') throw badRequest(pattern)
  return query
}

/**
 * Looks through every kept build of the period, newest first, in the analysis threads, and tells what is found as it is
 * found, one JSON object a line: see the operation.
 * @throws ApiError 400
 */
export async function searchBuilds(
  scope: Scope,
  question: SearchQuestion,
  _deadline: AbortSignal,
  caller: AbortSignal,
): Promise<Response> {
  const search = new KeptSearch(scope, findQueryOf(question), question, caller)
  return streamAnswer(lines(search.progress()), { 'content-type': 'application/x-ndjson; charset=utf-8' })
}

async function* lines(progress: AsyncGenerator<SearchProgress>): AsyncGenerator<string> {
  for await (const each of progress) yield `${JSON.stringify(each)}\n`
}
