import 'server-only'
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { logGroupNameOf } from '@/lib/images/image-id'
import { callAws } from '../call-aws'
import { logs } from '../clients'
import { imageStacksPage } from '../image-stacks'
import { type Scope, scopeKey } from '../scope'

const known = new Map<string, string>()

/**
 * The id of a scope's account, by which what is kept of it is told apart wherever several servers keep things: a name of
 * ACCOUNTS means another account elsewhere. From the role or the credentials where they say, else from an ARN.
 * @returns undefined where there is nothing yet whose ARN would tell
 * @throws AwsFailure
 */
export async function accountIdOf(scope: Scope, signal: AbortSignal): Promise<string | undefined> {
  const key = scopeKey(scope)
  const id = known.get(key) ?? (await learn(scope, signal))
  if (id !== undefined) known.set(key, id)
  return id
}

async function learn(scope: Scope, signal: AbortSignal): Promise<string | undefined> {
  const ofRole = accountOfArn(scope.account.roleArn ?? '')
  if (ofRole) return ofRole
  const credentials = await logs(scope)
    .config.credentials()
    .catch(() => undefined)
  return credentials?.accountId ?? (await ofLogGroup(scope, signal)) ?? (await ofStack(scope, signal))
}

async function ofLogGroup(scope: Scope, signal: AbortSignal): Promise<string | undefined> {
  const page = await callAws('DescribeLogGroups', scope, signal, (options) =>
    logs(scope).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupNameOf(''), limit: 1 }),
      options,
    ),
  )
  return accountOfArn(page.logGroups?.[0]?.arn ?? '')
}

async function ofStack(scope: Scope, signal: AbortSignal): Promise<string | undefined> {
  const { stacks } = await imageStacksPage(scope, undefined, signal)
  return accountOfArn(stacks[0]?.StackId ?? '')
}

const accountOfArn = (arn: string) => /^arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/.exec(arn)?.[1]
