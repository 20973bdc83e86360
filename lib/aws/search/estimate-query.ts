import 'server-only'
import { insightsQueryOf, mostRows } from '@/lib/images/search/insights-query'
import { priceOf, type QueryEstimate } from '@/lib/images/search/query-estimate'
import { currentAwsSettings } from '@/lib/settings-aws'
import type { Scope } from '../scope'
import { type ChosenLogGroups, chosenLogGroups } from './chosen-log-groups'
import { findQueryOf, type SearchQuestion } from './search-builds'

/** What a search by Logs Insights would ask, and what it may cost. Asks for the log groups only, which is free. @throws ApiError */
export async function estimateQuery(
  scope: Scope,
  question: SearchQuestion,
  signal: AbortSignal,
): Promise<QueryEstimate> {
  return estimateOf(question, await chosenLogGroups(scope, question, signal))
}

/** @throws ApiError 400 for an expression that cannot be read */
export function estimateOf(question: SearchQuestion, chosen: ChosenLogGroups): QueryEstimate {
  const { batches, imageIds, leftOut, storedBytes } = chosen
  const rows = Math.floor(mostRows / Math.max(1, batches.length))
  return {
    queryString: insightsQueryOf(findQueryOf(question), rows),
    logGroups: imageIds.length,
    queries: batches.length,
    ...(leftOut > 0 && { logGroupsLeftOut: leftOut }),
    ...priceOf(storedBytes, currentAwsSettings().INSIGHTS_USD_PER_GB),
  }
}
