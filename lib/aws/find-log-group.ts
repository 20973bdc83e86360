import 'server-only'
import { DescribeLogGroupsCommand, type LogGroup } from '@aws-sdk/client-cloudwatch-logs'
import { logGroupNameOf } from '@/lib/images/image-id'
import { callAws } from './call-aws'
import { logs } from './clients'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/**
 * The image's log group, or null while (or because) there is none.
 * @throws AwsFailure
 */
export function findLogGroup(scope: Scope, imageId: string, signal: AbortSignal): Promise<LogGroup | null> {
  return sharedAnswer('DescribeLogGroups', scope, { imageId }, signal, (alive) =>
    askForLogGroup(scope, imageId, alive),
  )
}

async function askForLogGroup(scope: Scope, imageId: string, signal: AbortSignal): Promise<LogGroup | null> {
  const name = logGroupNameOf(imageId)
  let nextToken: string | undefined
  do {
    const page = await callAws('DescribeLogGroups', scope, signal, (options) =>
      logs(scope).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name, nextToken }), options),
    )
    const found = page.logGroups?.find((group) => group.logGroupName === name)
    if (found) return found
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return null
}
