import type { AwsCall } from '../wire/aws-call'
import { AwsError, validationText } from '../wire/aws-error'
import type { Region } from '../world'
import { findLogGroup, findLogStream } from './find'
import { ensureLogGroup, ensureLogStream } from './log-group'
import { requiredString } from './params'

const groupName = /^[.\-_/#A-Za-z0-9]{1,512}$/
const streamName = /^[^:*]{1,512}$/

export function createLogGroup(region: Region, { params }: AwsCall, now: number): undefined {
  const name = requiredString(params, 'logGroupName')
  matching(name, 'logGroupName', groupName, '[\\.\\-_/#A-Za-z0-9]+')
  if (region.logGroups.has(name)) throw exists('group')
  ensureLogGroup(region, name, now)
}

export function createLogStream(region: Region, { params }: AwsCall, now: number): undefined {
  const name = requiredString(params, 'logStreamName')
  matching(name, 'logStreamName', streamName, '[^:*]*')
  const group = findLogGroup(region, params)
  if (group.streams.has(name)) throw exists('stream')
  ensureLogStream(group, name, now)
}

export function deleteLogGroup(region: Region, { params }: AwsCall): undefined {
  region.logGroups.delete(findLogGroup(region, params).logGroupName)
}

export function deleteLogStream(region: Region, { params }: AwsCall): undefined {
  const { logStreamName } = findLogStream(region, params)
  findLogGroup(region, params).streams.delete(logStreamName)
}

function matching(value: string, member: string, pattern: RegExp, shown: string): void {
  if (pattern.test(value)) return
  const constraint = `satisfy regular expression pattern: ${shown}`
  throw new AwsError('InvalidParameterException', validationText(value, member, constraint))
}

function exists(kind: 'group' | 'stream'): AwsError {
  return new AwsError('ResourceAlreadyExistsException', `The specified log ${kind} already exists`)
}
