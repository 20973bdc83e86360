import 'server-only'
import { GetQueryResultsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { LRUCache } from 'lru-cache'
import { ApiError } from '@/lib/api-error'
import { type FoundLog, newestFound } from '@/lib/images/search/found-log'
import {
  isGoingOn,
  type QueryResults,
  type QueryRow,
  type QueryStatus,
  rowOf,
} from '@/lib/images/search/query-results'
import { currentAwsSettings } from '@/lib/settings-aws'
import { isReadable } from '../allowed-images'
import { analyze } from '../analysis/analyze'
import { dueTo, toApiError, toAwsFailure } from '../aws-failure'
import { callAws } from '../call-aws'
import { logs } from '../clients'
import { sharedAnswer } from '../quota/shared-answer'
import { type Scope, scopeKey } from '../scope'
import { noteFound } from './note-found'
import { findQueryOf, type SearchQuestion } from './search-builds'

/** So many lines of one log, and of all, are told with their text. */
const mostOfLog = 200
const mostLines = 3_000
/** A message is looked through so far: a line of it is shown, and one event may have a megabyte. */
const longestMessage = 16_384

/** What AWS has told of a query; rows of other log groups than images' are left out already. */
type Told = {
  status: QueryStatus
  message?: string
  rows: QueryRow[]
  bytesScanned: number
  recordsScanned: number
  isCut: boolean
}

/** Queries that are over say the same each time. */
const ended = new LRUCache<string, Told>({
  maxSize: 64 * 1024 * 1024,
  sizeCalculation: ({ rows }) => 500 + rows.reduce((sum, { message }) => sum + 200 + 2 * message.length, 0),
})

/**
 * What the queries of a search have found so far, as far as whoever asks may read it, whoever had started them.
 * @throws ApiError 404 where AWS has the results of none of them any more
 */
export async function getQueryResults(
  scope: Scope,
  { queryIds, ...question }: SearchQuestion & { queryIds: string[] },
  signal: AbortSignal,
): Promise<QueryResults> {
  const settings = currentAwsSettings()
  if (!settings.INSIGHTS) throw new ApiError(404, 'CloudWatch Logs Insights is not allowed on this server.')
  const query = findQueryOf(question)
  const told = await Promise.all(queryIds.map((queryId) => resultsOf(scope, queryId, signal)))
  if (told.every(({ status }) => status === 'Gone')) throw new ApiError(404, gone)
  const all = told.flatMap(({ rows }) => rows)
  const rows = all
    .filter(({ imageId }) => isReadable(scope, imageId))
    .sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0))
  noteFound('getQueryResults', scope, [...new Set(rows.map(({ imageId }) => imageId))])
  const messages = rows.map(({ message }) => message)
  const hits = await analyze(
    'hitsOfMessages',
    queryIds.join(),
    [query, messages, settings.MASK_ACCOUNT_IDS],
    signal,
  )
  const { logs, lines } = logsOf(rows, hits)
  const sum = (of: (each: Told) => number) => told.reduce((total, each) => total + of(each), 0)
  return {
    queries: told.map(({ status, message }, index) => ({
      queryId: queryIds[index] ?? '',
      status,
      ...(message !== undefined && { message }),
    })),
    isRunning: told.some(({ status }) => isGoingOn(status)),
    logs,
    lines,
    isCut: told.some(({ isCut }) => isCut),
    bytesScanned: sum(({ bytesScanned }) => bytesScanned),
    // How much there is of what somebody may not read is theirs neither.
    recordsScanned: rows.length < all.length ? 0 : sum(({ recordsScanned }) => recordsScanned),
    usdPerGb: settings.INSIGHTS_USD_PER_GB,
  }
}

const gone = 'AWS no longer has the results of this search.'

function logsOf(
  rows: readonly QueryRow[],
  hitsOf: readonly { line: number; text: string; marks: number[][] }[][],
) {
  const logs = new Map<string, FoundLog>()
  let lines = 0
  let named = 0
  rows.forEach(({ imageId, logStreamName, timestamp }, index) => {
    const key = `${imageId} ${logStreamName}`
    const log = logs.get(key) ?? { imageId, logStreamName, total: 0, hits: [] }
    logs.set(key, log)
    for (const hit of hitsOf[index] ?? []) {
      lines += 1
      log.total += 1
      if (log.hits.length >= mostOfLog || (named >= mostLines && log.hits.length > 0)) continue
      named += 1
      log.hits.push({ timestamp, ...hit })
    }
  })
  return { logs: newestFound([...logs.values()]), lines }
}

async function resultsOf(scope: Scope, queryId: string, signal: AbortSignal): Promise<Told> {
  const key = `${scopeKey(scope)} ${queryId}`
  const known = ended.get(key)
  if (known) return known
  try {
    const told = await sharedAnswer('GetQueryResults', scope, { queryId }, signal, (alive) =>
      ask(scope, queryId, alive),
    )
    if (!isGoingOn(told.status)) ended.set(key, told)
    return told
  } catch (error) {
    const failure = toAwsFailure(error, signal)
    if (failure.kind !== 'missing')
      throw toApiError(failure, { other: dueTo('Unable to read the results of the query') })
    const nothing = { rows: [], bytesScanned: 0, recordsScanned: 0, isCut: false }
    return { status: 'Gone', message: `${gone} ${failure.message}`, ...nothing }
  }
}

async function ask(scope: Scope, queryId: string, signal: AbortSignal): Promise<Told> {
  const answer = await callAws('GetQueryResults', scope, signal, (options) =>
    logs(scope).send(new GetQueryResultsCommand({ queryId }), options),
  )
  const { status = 'Unknown', results = [], statistics = {} } = answer
  const rows = results
    .flatMap((fields) => rowOf(fields) ?? [])
    .map((row) => ({ ...row, message: row.message.slice(0, longestMessage) }))
  const { recordsMatched = 0, recordsScanned = 0, bytesScanned = 0 } = statistics
  return {
    status: status as QueryStatus,
    rows,
    bytesScanned,
    recordsScanned,
    isCut: recordsMatched > results.length,
  }
}
