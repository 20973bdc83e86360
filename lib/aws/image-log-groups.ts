import 'server-only'
import { DescribeLogGroupsCommand, type LogGroup } from '@aws-sdk/client-cloudwatch-logs'
import { imageIdOfLogGroup, logGroupNameOf } from '@/lib/images/image-id'
import { formatIsoTime } from '@/lib/images/iso-time'
import type { LogGroupFacts } from '@/lib/images/merge-images'
import { callAws } from './call-aws'
import { logs } from './clients'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/** The log groups of all images that have one. @throws AwsFailure */
export function imageLogGroups(scope: Scope, signal: AbortSignal): Promise<LogGroupFacts[]> {
  return sharedAnswer('DescribeLogGroups', scope, 'all', signal, (alive) => askForLogGroups(scope, alive))
}

async function askForLogGroups(scope: Scope, signal: AbortSignal): Promise<LogGroupFacts[]> {
  const groups: LogGroup[] = []
  let nextToken: string | undefined
  do {
    const page = await callAws('DescribeLogGroups', scope, signal, (options) =>
      logs(scope).send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupNameOf(''), nextToken }),
        options,
      ),
    )
    groups.push(...(page.logGroups ?? []))
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return groups.flatMap(toLogGroupFacts)
}

export function toLogGroupFacts(group: LogGroup): LogGroupFacts[] {
  const imageId = imageIdOfLogGroup(group.logGroupName ?? '')
  return imageId === null ? [] : [{ imageId, creationTime: formatIsoTime(group.creationTime ?? 0) }]
}
