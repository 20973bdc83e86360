import { AwsError } from '../wire/aws-error'
import type { Region } from '../world'
import type { LogGroup, LogStream } from './log-group'
import { optionalString, requiredString } from './params'

/** The group a request means, by `logGroupName` or by `logGroupIdentifier` (a name or an ARN). */
export function findLogGroup(region: Region, params: Record<string, unknown>): LogGroup {
  const name = optionalString(params, 'logGroupName')
  const identifier = optionalString(params, 'logGroupIdentifier')
  if (name !== undefined && identifier !== undefined) {
    throw new AwsError(
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    )
  }
  const wanted =
    identifier === undefined
      ? requiredString(params, 'logGroupName')
      : identifier.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '')
  const group = region.logGroups.get(wanted)
  if (group === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
  }
  return group
}

export function findLogStream(region: Region, params: Record<string, unknown>): LogStream {
  const logStreamName = requiredString(params, 'logStreamName')
  const stream = findLogGroup(region, params).streams.get(logStreamName)
  if (stream === undefined) {
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
  }
  return stream
}
