import type { AwsCall } from '../wire/aws-call'
import type { Region } from '../world'
import { readEventPage } from './event-page'
import { findLogStream } from './find'
import { optionalInteger, optionalString } from './params'
import { formatToken, parseToken } from './position-token'

/** A token decides the direction; without one startFromHead does. Both tokens always come. */
export function getLogEvents(region: Region, { params }: AwsCall, now: number): unknown {
  const limit = optionalInteger(params, 'limit', { min: 1, max: 10_000 }) ?? 10_000
  const startTime = optionalInteger(params, 'startTime')
  const endTime = optionalInteger(params, 'endTime')
  const stream = findLogStream(region, params)
  const nextToken = optionalString(params, 'nextToken')
  const from = nextToken === undefined ? undefined : parseToken(nextToken)
  const { events, forward, backward } = readEventPage(stream.events, {
    direction: from?.direction ?? (params.startFromHead === true ? 'forward' : 'backward'),
    from: from?.position,
    startTime,
    endTime,
    limit,
    timeWindowMs: stream.timeWindowMs,
    now,
  })
  return {
    events,
    nextForwardToken: formatToken('forward', forward),
    nextBackwardToken: formatToken('backward', backward),
  }
}
