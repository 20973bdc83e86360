import 'server-only'
import { StartQueryCommand, StopQueryCommand } from '@aws-sdk/client-cloudwatch-logs'
import { ApiError, badRequest } from '@/lib/api-error'
import type { StartedQueries } from '@/lib/images/search/operations'
import { formatUsd, isCovered } from '@/lib/images/search/query-estimate'
import { callDeadline } from '../answer-deadline'
import { dueTo, toApiError, toAwsFailure } from '../aws-failure'
import { callAws } from '../call-aws'
import { logs, paidLogs } from '../clients'
import type { Scope } from '../scope'
import { chosenLogGroups } from './chosen-log-groups'
import { estimateOf } from './estimate-query'
import { noteFound } from './note-found'
import type { SearchQuestion } from './search-builds'

/**
 * Starts the queries of a search, one for each fifty log groups, which costs money. What AWS refuses after the first has
 * begun is said beside what was started; queries of which nobody could hear any more are stopped.
 * @throws ApiError 400 when it would cost more than was confirmed; AWS's failure where none was started
 */
export async function startQueries(
  scope: Scope,
  { confirmedUsd, ...question }: SearchQuestion & { confirmedUsd: number },
  signal: AbortSignal,
  caller: AbortSignal,
): Promise<StartedQueries> {
  const chosen = await chosenLogGroups(scope, question, signal)
  const { queryString, usd } = estimateOf(question, chosen)
  if (!isCovered(usd, confirmedUsd)) {
    throw badRequest(`this may cost ${formatUsd(usd)} by now, and ${formatUsd(confirmedUsd)} was confirmed`)
  }
  if (chosen.batches.length === 0) throw new ApiError(404, 'There is no log group to search.')
  const { startTime = 0, endTime = Date.now() } = question
  noteFound('startQuery', scope, chosen.imageIds)
  const queryIds: string[] = []
  let message: string | undefined
  for (const logGroupNames of chosen.batches) {
    try {
      const query = {
        logGroupNames,
        queryString,
        startTime: Math.floor(startTime / 1000),
        endTime: Math.ceil(endTime / 1000),
      }
      queryIds.push(await startQuery(scope, query))
    } catch (error) {
      if (queryIds.length === 0) throw error
      message = error instanceof Error ? error.message : String(error)
      break
    }
  }
  if (caller.aborted) await stopAll(scope, queryIds)
  const searched = chosen.batches.slice(0, queryIds.length).flat().length
  return {
    queryIds,
    logGroups: searched,
    logGroupsLeftOut: chosen.leftOut + chosen.imageIds.length - searched,
    ...(message !== undefined && { message }),
  }
}

/** Not the caller's signal: a query whose id never came back would run, and cost, unseen. */
async function startQuery(
  scope: Scope,
  query: { logGroupNames: string[]; queryString: string; startTime: number; endTime: number },
): Promise<string> {
  const deadline = callDeadline()
  try {
    const { queryId } = await callAws('StartQuery', scope, deadline, (options) =>
      paidLogs(scope).send(new StartQueryCommand(query), options),
    )
    if (queryId === undefined) throw new Error('AWS started a query without an id.')
    return queryId
  } catch (error) {
    throw toApiError(toAwsFailure(error, deadline), { other: dueTo('Unable to start the query') })
  }
}

/** Stops queries; one that has ended by itself counts as stopped. @throws ApiError */
export async function stopQueries(
  scope: Scope,
  { queryIds }: { queryIds: string[] },
): Promise<{ queryIds: string[] }> {
  await stopAll(scope, queryIds)
  return { queryIds }
}

async function stopAll(scope: Scope, queryIds: readonly string[]): Promise<void> {
  for (const queryId of queryIds) {
    const deadline = callDeadline()
    try {
      await callAws('StopQuery', scope, deadline, (options) =>
        logs(scope).send(new StopQueryCommand({ queryId }), options),
      )
    } catch (error) {
      const failure = toAwsFailure(error, deadline)
      if (failure.kind === 'invalid' || failure.kind === 'missing') continue
      throw toApiError(failure, { other: dueTo('Unable to stop the query') })
    }
  }
}
