import type { AwsCall } from '../wire/aws-call'
import { AwsError, validationText } from '../wire/aws-error'
import type { Region } from '../world'
import { findLogGroup } from './find'
import { formatListToken, parseListToken } from './list-token'
import { type LogStream, logGroupArn } from './log-group'
import { optionalInteger, optionalString } from './params'

/** By name ascending, or by LastEventTime; at most 50 a page. */
export function describeLogStreams(region: Region, { params }: AwsCall): unknown {
  const prefix = optionalString(params, 'logStreamNamePrefix')
  const orderBy = optionalString(params, 'orderBy') ?? 'LogStreamName'
  if (orderBy !== 'LogStreamName' && orderBy !== 'LastEventTime') {
    const constraint = 'satisfy enum value set: [LogStreamName, LastEventTime]'
    throw new AwsError('InvalidParameterException', validationText(orderBy, 'orderBy', constraint))
  }
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'Cannot order by LastEventTime with a logStreamNamePrefix.',
    )
  }
  const limit = optionalInteger(params, 'limit', { min: 1, max: 50 }) ?? 50
  const group = findLogGroup(region, params)
  const last = parseListToken(optionalString(params, 'nextToken'))

  const ordered = [...group.streams.values()]
    .filter(({ logStreamName }) => logStreamName.startsWith(prefix ?? ''))
    .toSorted(orderBy === 'LogStreamName' ? byName : byLastEvent)
  if (params.descending === true) ordered.reverse()
  const start = last === undefined ? 0 : ordered.findIndex(({ logStreamName }) => logStreamName === last) + 1
  const page = ordered.slice(start, start + limit)
  const lastName = page.at(-1)?.logStreamName
  const arn = logGroupArn(region, group.logGroupName)
  return {
    logStreams: page.map((stream) => streamDescription(arn, stream)),
    ...(start + limit < ordered.length && lastName !== undefined
      ? { nextToken: formatListToken(lastName) }
      : {}),
  }
}

function streamDescription(logGroupArn: string, { logStreamName, creationTime, events }: LogStream): unknown {
  const described = {
    arn: `${logGroupArn}:log-stream:${logStreamName}`,
    creationTime,
    logStreamName,
    storedBytes: 0,
  }
  if (events.length === 0) return described
  return {
    ...described,
    firstEventTimestamp: events.timestampAt(0),
    lastEventTimestamp: events.timestampAt(events.length - 1),
    lastIngestionTime: events.lastIngestionTime,
    uploadSequenceToken: uploadSequenceToken(events.length),
  }
}

/** Obsolete in AWS: any value is accepted, every write answers with another one. */
export function uploadSequenceToken(count: number): string {
  return `4903963${String(count).padStart(49, '0')}`
}

function byName(a: LogStream, b: LogStream): number {
  return a.logStreamName < b.logStreamName ? -1 : 1
}

function byLastEvent(a: LogStream, b: LogStream): number {
  return lastEventTime(a) - lastEventTime(b) || byName(a, b)
}

function lastEventTime({ events }: LogStream): number {
  return events.timestampAt(events.length - 1) ?? 0
}
