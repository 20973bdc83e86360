import { z } from 'zod'
import type { Operation } from '../operations'
import * as p from '../parameters'
import { foundLog } from './found-log'
import { queryEstimate } from './query-estimate'
import { queryResults } from './query-results'

/** How much of all builds of the period was searched. */
export const searchCoverage = z.object({
  /** Kept builds of the period, by how many archives hold them; absent where the server keeps none. */
  builds: z.number().optional(),
  searched: z.number(),
  /** Builds whose archives could not be searched; the last one's reason. */
  unread: z.number(),
  unreadReason: z.string().optional(),
  /** Builds of the period that AWS tells of and that are not kept; absent until, or unless, AWS has told. */
  notKept: z.number().optional(),
  notKeptReason: z.string().optional(),
  /** Why the search ended before its end. */
  stopped: z.string().optional(),
  /** All lines that match, those that are not named included. */
  lines: z.number(),
  done: z.boolean(),
})
export type SearchCoverage = z.infer<typeof searchCoverage>

/** One line of a search's answer: how far it has come, and what was found since the line before. */
export const searchProgress = z.object({ coverage: searchCoverage, found: z.array(foundLog).optional() })
export type SearchProgress = z.infer<typeof searchProgress>

/** What both kinds of search are asked. */
const searchQuery = {
  matchCase: p.boolean('Whether letter case counts.'),
  wholeWord: p.boolean('Whether only whole words match.'),
  regularExpression: p.boolean(
    'Whether `q` is a regular expression, in RE2’s syntax: without lookarounds and backreferences.',
  ),
  image: p.text('Only images whose ids hold this text.', z.string().max(200)),
  startTime: p.startTime,
  endTime: p.endTime,
}
const requiredQuery = {
  q: p.text('The text or regular expression to look for.', z.string().min(1).max(1000)),
}

export const searchBuilds = {
  operationId: 'searchBuilds',
  path: '/v3/search',
  summary:
    'Ours: every line that matches in the builds this server keeps, told as they are searched. It costs nothing at AWS.',
  pathParameters: {},
  requiredQuery,
  query: searchQuery,
  check: p.checkTimeWindow,
  answer: {
    contentType: 'application/x-ndjson',
    description:
      'One JSON object a line: {coverage: {builds, searched, unread, unreadReason, notKept, notKeptReason, stopped, lines, done}, ' +
      'found: [{imageId, logStreamName, total, isHidden, hits: [{timestamp, ordinal, line, text, marks}]}]}; a log that comes ' +
      'again replaces what was said of it. Without a last line that says {coverage: {done: true}} it was broken off.',
  },
} satisfies Operation

export const estimateQuery = {
  operationId: 'estimateQuery',
  path: '/v3/search/estimate',
  summary:
    'Ours: what a search by CloudWatch Logs Insights would ask and may cost, where the operator allows it (`INSIGHTS`).',
  pathParameters: {},
  requiredQuery,
  query: searchQuery,
  check: p.checkTimeWindow,
  answer: queryEstimate,
} satisfies Operation

export const startedQueries = z.object({
  queryIds: z.array(z.string()),
  logGroups: z.number(),
  /** Groups that are not searched, because they are too many or for the reason in `message`. */
  logGroupsLeftOut: z.number(),
  message: z.string().optional(),
})
export type StartedQueries = z.infer<typeof startedQueries>

export const startQuery = {
  operationId: 'startQuery',
  method: 'post',
  path: '/v3/search/start',
  summary: 'Ours: starts the queries of such a search. It costs money.',
  pathParameters: {},
  requiredQuery: {
    ...requiredQuery,
    confirmedUsd: p.dollars('The price that was confirmed, in US dollars.'),
  },
  query: searchQuery,
  check: p.checkTimeWindow,
  answer: startedQueries,
} satisfies Operation

export const getQueryResults = {
  operationId: 'getQueryResults',
  path: '/v3/search/results',
  summary: 'Ours: what the queries of a search have found so far, for as long as AWS keeps it.',
  pathParameters: {},
  requiredQuery: { queryIds: p.queryIds, ...requiredQuery },
  query: searchQuery,
  answer: queryResults,
} satisfies Operation

export const stopQuery = {
  operationId: 'stopQuery',
  method: 'post',
  path: '/v3/search/stop',
  summary: 'Ours: stops the queries of a search; what they found by then stays.',
  pathParameters: {},
  requiredQuery: { queryIds: p.queryIds },
  query: {},
  answer: z.object({ queryIds: z.array(z.string()) }),
} satisfies Operation
