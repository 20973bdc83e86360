import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { Region } from '../world'
import { formatListToken, parseListToken } from './list-token'
import { type LogGroup, logGroupArn } from './log-group'
import { optionalInteger, optionalString } from './params'

/** ASCII order, at most 50 a page; nextToken only while more remain. */
export function describeLogGroups(region: Region, { params }: AwsCall): unknown {
  const prefix = optionalString(params, 'logGroupNamePrefix')
  const pattern = optionalString(params, 'logGroupNamePattern')
  if (prefix !== undefined && pattern !== undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    )
  }
  const limit = optionalInteger(params, 'limit', { min: 1, max: 50 }) ?? 50
  const last = parseListToken(optionalString(params, 'nextToken'))
  const matching = [...region.logGroups.values()]
    .filter(({ logGroupName }) => logGroupName.startsWith(prefix ?? ''))
    .filter(({ logGroupName }) => pattern === undefined || logGroupName.includes(pattern))
    .filter(({ logGroupName }) => last === undefined || logGroupName > last)
    .toSorted((a, b) => (a.logGroupName < b.logGroupName ? -1 : 1))
  const page = matching.slice(0, limit)
  const lastName = page.at(-1)?.logGroupName
  return {
    logGroups: page.map((group) => groupDescription(region, group, pattern !== undefined)),
    ...(matching.length > limit && lastName !== undefined ? { nextToken: formatListToken(lastName) } : {}),
  }
}

function groupDescription(region: Region, group: LogGroup, byPattern: boolean): unknown {
  const arn = logGroupArn(region, group.logGroupName)
  return {
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupName: group.logGroupName,
    creationTime: group.creationTime,
    metricFilterCount: 0,
    logGroupClass: 'STANDARD',
    // A search by pattern leaves these two out (observed on AWS).
    ...(byPattern ? {} : { storedBytes: storedBytes(group), deletionProtectionEnabled: false }),
  }
}

/** AWS reports compressed bytes some hours late; a plausible figure is all a reader can expect. */
function storedBytes(group: LogGroup): number {
  return [...group.streams.values()].reduce((sum, stream) => sum + stream.events.length * 42, 0)
}
