import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { Region } from '../world'
import { eventOverheadBytes } from './event-page'
import type { StoredLogEvent } from './event-store'
import { findLogGroup } from './find'
import type { LogStream } from './log-group'
import { optionalInteger, optionalString } from './params'
import { formatToken } from './position-token'

type Place = { timestamp: number; logStreamName: string; sequence: number }
type Candidate = Place & { event: StoredLogEvent }

const pageBytes = 1_048_576

/**
 * The group's events of all streams, or of those named, interleaved by time; endTime is included here. A filter
 * pattern is read as terms that must all occur, quoted or not, and nothing finer.
 */
export function filterLogEvents(region: Region, { params }: AwsCall): unknown {
  const limit = optionalInteger(params, 'limit', { min: 1, max: 10_000 }) ?? 10_000
  const startTime = optionalInteger(params, 'startTime') ?? 0
  const endTime = optionalInteger(params, 'endTime') ?? Number.MAX_SAFE_INTEGER
  const after = parsePlace(optionalString(params, 'nextToken'))
  const terms = [...(optionalString(params, 'filterPattern') ?? '').matchAll(/"([^"]+)"|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? word ?? '',
  )
  const matching = chosenStreams(findLogGroup(region, params).streams, params)
    .flatMap((stream) => [...candidates(stream, startTime, endTime, after, terms, limit + 1)])
    .toSorted(inOrder)
  const page = fitting(matching.slice(0, limit))
  const last = page.at(-1)
  return {
    events: page.map(({ event, logStreamName, timestamp, sequence }) => ({
      eventId: formatToken('forward', { timestamp, sequence }).slice(2, -2),
      ingestionTime: event.ingestionTime,
      logStreamName,
      message: event.message,
      timestamp,
    })),
    searchedLogStreams: [],
    ...(matching.length > page.length && last !== undefined ? { nextToken: formatPlace(last) } : {}),
  }
}

function chosenStreams(
  streams: ReadonlyMap<string, LogStream>,
  params: Record<string, unknown>,
): LogStream[] {
  const names = Array.isArray(params.logStreamNames) ? params.logStreamNames : undefined
  const prefix = optionalString(params, 'logStreamNamePrefix') ?? ''
  return [...streams.values()].filter(
    ({ logStreamName }) => (names?.includes(logStreamName) ?? true) && logStreamName.startsWith(prefix),
  )
}

function* candidates(
  { logStreamName, events }: LogStream,
  startTime: number,
  endTime: number,
  after: Place | undefined,
  terms: readonly string[],
  most: number,
): Generator<Candidate> {
  const from = Math.max(startTime, after?.timestamp ?? 0)
  let given = 0
  for (let i = events.indexOf({ timestamp: from, sequence: 0 }); i < events.length && given < most; i += 1) {
    const { timestamp, sequence } = events.positionAt(i)
    if (timestamp > endTime) return
    if (after !== undefined && inOrder({ timestamp, logStreamName, sequence }, after) <= 0) continue
    const event = events.at(i)
    if (!terms.every((term) => event.message.includes(term))) continue
    given += 1
    yield { timestamp, logStreamName, sequence, event }
  }
}

function inOrder(a: Place, b: Place): number {
  if (a.timestamp !== b.timestamp) return a.timestamp - b.timestamp
  if (a.logStreamName !== b.logStreamName) return a.logStreamName < b.logStreamName ? -1 : 1
  return a.sequence - b.sequence
}

/** The first of them that fit a page of 1 MB, one at least. */
function fitting(candidates: readonly Candidate[]): readonly Candidate[] {
  let bytes = 0
  const tooMany = candidates.findIndex(({ event }, i) => {
    bytes += Buffer.byteLength(event.message) + eventOverheadBytes
    return i > 0 && bytes > pageBytes
  })
  return tooMany === -1 ? candidates : candidates.slice(0, tooMany)
}

function formatPlace({ timestamp, logStreamName, sequence }: Place): string {
  return Buffer.from(JSON.stringify({ timestamp, logStreamName, sequence })).toString('base64url')
}

function parsePlace(token: string | undefined): Place | undefined {
  if (token === undefined) return undefined
  try {
    const place = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Partial<Place>
    const { timestamp, logStreamName, sequence } = place
    if (typeof timestamp === 'number' && typeof logStreamName === 'string' && typeof sequence === 'number') {
      return { timestamp, logStreamName, sequence }
    }
  } catch {}
  throw new AwsError('InvalidParameterException', 'The specified nextToken is invalid.')
}
