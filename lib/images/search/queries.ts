import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import { ApiError } from '@/lib/api-error'
import { apiAddress, failureOf, getJson } from '@/lib/get-json'
import { linesOf } from '@/lib/ndjson'
import { postJson } from '@/lib/post-json'
import type { NamedScope } from '../addresses'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { ImageLogEvents } from '../schemas'
import { anchorOfHit, equalsBefore } from './anchor-of-hit'
import type { FoundLog, SearchHit } from './found-log'
import { addProgress, type KeptResults, noResults } from './kept-results'
import type { SearchProgress, StartedQueries } from './operations'
import type { QueryEstimate } from './query-estimate'
import type { QueryResults } from './query-results'
import { type SearchQuestion, searchParamsOf } from './search-question'

/** What the kept builds hold, as it is found. Searched once: it changes only when more is kept. */
export const keptSearchQuery = (scope: NamedScope, question: SearchQuestion) =>
  queryOptions<KeptResults>({
    queryKey: ['search', scope, question],
    queryFn: streamedQuery({
      streamFn: ({ signal }: { signal: AbortSignal }) => searchKept(scope, question, signal),
      reducer: addProgress,
      initialValue: noResults,
      refetchMode: 'replace',
    }),
    enabled: question.text !== '',
    retry: retryUnlessAnswered,
    staleTime: Number.POSITIVE_INFINITY,
  })

async function* searchKept(
  scope: NamedScope,
  question: SearchQuestion,
  signal: AbortSignal,
): AsyncGenerator<SearchProgress> {
  const response = await fetch(apiAddress('/v3/search', { ...scope, ...searchParamsOf(question) }), {
    signal,
  })
  if (!response.ok || !response.body) throw await failureOf(response)
  let isDone = false
  for await (const line of linesOf(response.body)) {
    const progress = JSON.parse(line) as SearchProgress
    isDone = progress.coverage.done
    yield progress
  }
  if (!isDone) throw new ApiError(0, 'The connection broke before the search was over.')
}

/** What a search by Logs Insights would ask and may cost. */
export const queryEstimateQuery = (scope: NamedScope, question: SearchQuestion) =>
  queryOptions<QueryEstimate>({
    queryKey: ['query-estimate', scope, question],
    queryFn: ({ signal }) =>
      getJson('/v3/search/estimate', { signal, searchParams: { ...scope, ...searchParamsOf(question) } }),
    retry: retryUnlessAnswered,
    // A price is confirmed as it is now.
    gcTime: 0,
  })

/** Starts the queries whose price was confirmed. It costs money, so it is asked once only. @throws ApiError */
export const startQueries = (scope: NamedScope, question: SearchQuestion, usd: number) =>
  postJson<StartedQueries>('/v3/search/start', {
    ...scope,
    ...searchParamsOf(question),
    confirmedUsd: usd.toFixed(6),
  })

/** @throws ApiError */
export const stopQueries = (scope: NamedScope, queryIds: readonly string[]) =>
  postJson('/v3/search/stop', { ...scope, queryIds: queryIds.join() })

/** AWS answers five such questions a second of a whole account. */
const pollMs = (queries: number) => Math.max(1_000, 500 * queries)

/** What the queries of a search have found so far. Asked for again until they are over. */
export const queryResultsQuery = (
  scope: NamedScope,
  queryIds: readonly string[],
  { text, matchCase, wholeWord, regularExpression }: SearchQuestion,
) =>
  queryOptions<QueryResults>({
    queryKey: ['query-results', scope, queryIds, text, matchCase, wholeWord, regularExpression],
    queryFn: ({ signal }) =>
      getJson('/v3/search/results', {
        signal,
        searchParams: {
          ...scope,
          queryIds: queryIds.join(),
          q: text,
          matchCase: matchCase || undefined,
          wholeWord: wholeWord || undefined,
          regularExpression: regularExpression || undefined,
        },
      }),
    retry: retryUnlessAnswered,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) =>
      state.data?.isRunning || (state.data === undefined && state.error === null)
        ? pollMs(queryIds.length)
        : false,
  })

/** Which event of its millisecond a hit of Insights is: the log itself tells. */
export const hitAnchorQuery = (scope: NamedScope, log: FoundLog, hit: SearchHit) => {
  const { imageId, logStreamName } = log
  const nth = equalsBefore(log, hit)
  return queryOptions({
    queryKey: ['hit-anchor', scope, imageId, logStreamName, hit.timestamp, hit.line, hit.text, nth],
    queryFn: async ({ signal }) => {
      const end = new Date(Date.parse(hit.timestamp) + 1).toISOString()
      const path = `${imagePath(imageId)}/logstreams/${encodeURIComponent(logStreamName)}`
      const { events } = await getJson<ImageLogEvents>(path, {
        signal,
        searchParams: { ...scope, startFromHead: true, startTime: hit.timestamp, endTime: end },
      })
      return anchorOfHit(hit, events, nth)
    },
    retry: retryUnlessAnswered,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
