import { randomUUID } from 'node:crypto'
import type { AwsCall } from '../wire/aws-call'
import { AwsError, validationText } from '../wire/aws-error'
import type { Region } from '../world'
import { type Fields, type InsightsQuery, parseInsightsQuery } from './insights-language'
import type { LogGroup } from './log-group'
import { optionalInteger, optionalString, requiredString } from './params'
import { formatToken } from './position-token'

export type LogQuery = {
  queryId: string
  query: InsightsQuery
  limit: number
  logGroups: LogGroup[]
  /** Epoch milliseconds, both included. */
  startTime: number
  endTime: number
  startedAt: number
  stoppedAt?: number
  /** Made when first asked for. */
  scan?: Scan
}

/** What the query's log groups hold in its window, in the order in which they are read. */
type Scan = { records: number; bytes: number; matches: Match[] }
type Match = { index: number; timestamp: number; fields: Fields }

const mostGroups = 50
const mostRunning = 30
/** A query waits so long, and then reads so fast: long enough to be seen and stopped, on a busy machine too. */
const scheduledMs = 400
const leastRunningMs = 6_000
const bytesPerMs = 20_000

/** Starts a query over up to 50 log groups, each of which must exist. @throws AwsError */
export function startQuery(region: Region, { params }: AwsCall, now: number): unknown {
  const queryString = requiredString(params, 'queryString')
  const startTime = secondsOf(params, 'startTime')
  const endTime = secondsOf(params, 'endTime')
  const limit = optionalInteger(params, 'limit', { min: 1, max: 10_000 })
  const logGroups = namedGroups(params).map((name) => groupNamed(region, name))
  const query = parseInsightsQuery(queryString)
  if (endTime <= startTime) {
    throw new AwsError('InvalidParameterException', 'End time should not be less than Start time')
  }
  if (logGroups.every(({ creationTime }) => creationTime > endTime * 1000 + 999)) {
    const text =
      "Query's end date and time is either before the log groups creation time or exceeds the log groups log retention settings"
    throw new AwsError('MalformedQueryException', `${text} ([${startTime},${endTime}])`)
  }
  const running = [...region.queries.values()].filter((each) => isGoingOn(statusOf(each, now)))
  if (running.length >= mostRunning) {
    const text = `Account maximum query concurrency limit of [${mostRunning}] reached.`
    throw new AwsError('LimitExceededException', text)
  }
  const queryId = randomUUID()
  region.queries.set(queryId, {
    queryId,
    query,
    // The query's own limit counts before the call's.
    limit: query.limit ?? limit ?? 10_000,
    logGroups,
    startTime: startTime * 1000,
    endTime: endTime * 1000 + 999,
    startedAt: now,
  })
  return { queryId }
}

/** Looks through all of it at once. What that takes, in tenths of a second, is no part of how far the query would be. */
function scanNow(region: Region, query: LogQuery): Scan {
  const began = performance.now()
  const found = scan(region, query)
  query.startedAt += 100 * Math.floor((performance.now() - began) / 100)
  return found
}

/** What was found so far, and how much was read. @throws AwsError */
export function getQueryResults(region: Region, { params }: AwsCall, now: number): unknown {
  const query = queryNamed(region, params)
  query.scan ??= scanNow(region, query)
  const { records, bytes, matches } = query.scan
  const done = progressOf(query, query.stoppedAt ?? now)
  const scanned = Math.floor(records * done)
  const found = matches.filter(({ index }) => index < scanned)
  return {
    queryLanguage: 'CWLI',
    results: rowsOf(query, found),
    statistics: {
      recordsMatched: found.length,
      recordsScanned: scanned,
      estimatedRecordsSkipped: 0,
      bytesScanned: Math.floor(bytes * done),
      estimatedBytesSkipped: 0,
      logGroupsScanned: query.logGroups.length,
    },
    status: statusOf(query, now),
  }
}

/** @throws AwsError for a query that has ended */
export function stopQuery(region: Region, { params }: AwsCall, now: number): unknown {
  const query = queryNamed(region, params)
  if (!isGoingOn(statusOf(query, now))) {
    throw new AwsError('InvalidParameterException', 'The specified query is not running.')
  }
  query.stoppedAt = now
  return { success: true }
}

function queryNamed(region: Region, params: Record<string, unknown>): LogQuery {
  const query = region.queries.get(requiredString(params, 'queryId'))
  if (!query) throw new AwsError('ResourceNotFoundException', 'The specified query does not exist.')
  return query
}

function secondsOf(params: Record<string, unknown>, member: string): number {
  const seconds = optionalInteger(params, member)
  if (seconds !== undefined) return seconds
  throw new AwsError('InvalidParameterException', validationText(undefined, member, 'not be null'))
}

function namedGroups(params: Record<string, unknown>): string[] {
  const { logGroupNames, logGroupIdentifiers } = params
  const name = optionalString(params, 'logGroupName')
  const lists = [name === undefined ? undefined : [name], logGroupNames, logGroupIdentifiers]
  const [names, ...more] = lists.filter((list) => Array.isArray(list)) as string[][]
  if (!names || more.length > 0) {
    const text =
      'Exactly one of logGroupName, logGroupNames, or logGroupIdentifiers must be specified in the request.'
    throw new AwsError('InvalidParameterException', text)
  }
  if (names.length > mostGroups) {
    const constraint = `have length less than or equal to ${mostGroups}`
    throw new AwsError(
      'InvalidParameterException',
      validationText(`[${names.join(', ')}]`, 'logGroupNames', constraint),
    )
  }
  return names.map((each) => each.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, ''))
}

function groupNamed(region: Region, name: string): LogGroup {
  const group = region.logGroups.get(name)
  if (group) return group
  const text = `Log group '${name}' does not exist for account ID '${region.account}'`
  throw new AwsError('ResourceNotFoundException', text)
}

type Status = 'Scheduled' | 'Running' | 'Complete' | 'Cancelled'

const isGoingOn = (status: Status) => status === 'Scheduled' || status === 'Running'

function statusOf(query: LogQuery, now: number): Status {
  if (query.stoppedAt !== undefined) return 'Cancelled'
  if (now - query.startedAt < scheduledMs) return 'Scheduled'
  return progressOf(query, now) < 1 ? 'Running' : 'Complete'
}

/** The part that was read, 0 to 1. */
function progressOf({ startedAt, scan: read }: LogQuery, now: number): number {
  const runningMs = Math.max(leastRunningMs, (read?.bytes ?? 0) / bytesPerMs)
  return Math.min(1, Math.max(0, (now - startedAt - scheduledMs) / runningMs))
}

function scan(region: Region, { query, logGroups, startTime, endTime }: LogQuery): Scan {
  const matches: Match[] = []
  let records = 0
  let bytes = 0
  for (const { logGroupName, streams } of logGroups) {
    const log = `${region.account}:${logGroupName}`
    for (const { logStreamName, events } of streams.values()) {
      const end = events.indexOf({ timestamp: endTime + 1, sequence: 0 })
      for (let i = events.indexOf({ timestamp: startTime, sequence: 0 }); i < end; i += 1) {
        const { timestamp, message, ingestionTime } = events.at(i)
        const index = records++
        bytes += Buffer.byteLength(message)
        const fields = {
          '@timestamp': insightsTime(timestamp),
          '@ingestionTime': insightsTime(ingestionTime),
          '@message': message,
          '@log': log,
          '@logStream': logStreamName,
          '@ptr': Buffer.from(
            `${log}:${logStreamName}:${formatToken('forward', events.positionAt(i))}`,
          ).toString('base64'),
        }
        if (query.filters.every((holds) => holds(fields))) matches.push({ index, timestamp, fields })
      }
    }
  }
  return { records, bytes, matches }
}

/** As Insights writes times: `2026-11-27 10:00:00.123`. */
const insightsTime = (epochMs: number) => new Date(epochMs).toISOString().replace('T', ' ').slice(0, -1)

/** Each row with the fields that were asked for, and the pointer that AWS adds to them. */
function rowsOf({ query, limit }: LogQuery, matches: readonly Match[]): unknown[] {
  const { field, descending } = query.sort ?? { field: '@timestamp', descending: true }
  const ordered = matches.toSorted((a, b) => {
    const [left = '', right = ''] = [a.fields[field], b.fields[field]]
    const order = left < right ? -1 : left > right ? 1 : 0
    return descending ? -order : order
  })
  const shown = [...new Set([...query.fields, '@ptr'])]
  return ordered
    .slice(0, limit)
    .map(({ fields }) =>
      shown.flatMap((name) => (fields[name] === undefined ? [] : [{ field: name, value: fields[name] }])),
    )
}
