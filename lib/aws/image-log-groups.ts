import 'server-only'
import { DescribeLogGroupsCommand, type LogGroup } from '@aws-sdk/client-cloudwatch-logs'
import { imageIdOfLogGroup, logGroupNameOf } from '@/lib/images/image-id'
import { formatIsoTime } from '@/lib/images/iso-time'
import type { LogGroupFacts } from '@/lib/images/merge-images'
import { callDeadline } from './answer-deadline'
import { callAws } from './call-aws'
import { logs } from './clients'
import { createKeptList } from './kept-list'
import type { Scope } from './scope'

const groups = createKeptList(logGroupPages, ({ imageId }: LogGroupFacts) => imageId)

/** The log groups of all images that have one, as far as they are known by now. */
export const imageLogGroupsSoFar = groups.asKnown
/** All of them, with those that came since they were read. @throws AwsFailure */
export const imageLogGroups = groups.upToDate

async function* logGroupPages(scope: Scope): AsyncGenerator<LogGroupFacts[]> {
  let nextToken: string | undefined
  do {
    const page = await callAws('DescribeLogGroups', scope, callDeadline(), (options) =>
      logs(scope).send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupNameOf(''), nextToken }),
        options,
      ),
    )
    yield (page.logGroups ?? []).flatMap(toLogGroupFacts)
    nextToken = page.nextToken
  } while (nextToken !== undefined)
}

export function toLogGroupFacts(group: LogGroup): LogGroupFacts[] {
  const imageId = imageIdOfLogGroup(group.logGroupName ?? '')
  const { creationTime = 0, storedBytes = 0 } = group
  return imageId === null ? [] : [{ imageId, creationTime: formatIsoTime(creationTime), storedBytes }]
}
