import 'server-only'
import {
  DescribeStacksCommand,
  ListStacksCommand,
  type Stack,
  type StackSummary,
} from '@aws-sdk/client-cloudformation'
import type { DeletedStackFacts } from '@/lib/images/merge-images'
import { callDeadline } from './answer-deadline'
import { AwsFailure } from './aws-failure'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import { createKeptList } from './kept-list'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/**
 * The stack of that name, or null when there is none (any more).
 * @throws AwsFailure
 */
export function findStack(scope: Scope, stackName: string, signal: AbortSignal): Promise<Stack | null> {
  return sharedAnswer('DescribeStacks', scope, { stackName }, signal, (alive) =>
    askForStack(scope, stackName, alive),
  )
}

async function askForStack(scope: Scope, stackName: string, signal: AbortSignal): Promise<Stack | null> {
  try {
    const answer = await callAws('DescribeStacks', scope, signal, (options) =>
      cloudFormation(scope).send(new DescribeStacksCommand({ StackName: stackName }), options),
    )
    return answer.Stacks?.[0] ?? null
  } catch (error) {
    // With nothing but a name in the question, a ValidationError is about that name.
    if (error instanceof AwsFailure && error.code === 'ValidationError') return null
    throw error
  }
}

const deleted = createKeptList(deletedStackPages, ({ StackId = '' }: StackSummary) => StackId)

/**
 * The deleted stacks CloudFormation remembers, which is for 90 days, in no promised order. A name may come
 * several times, each with its own id.
 * @throws AwsFailure
 */
export function listDeletedStacks(scope: Scope, signal: AbortSignal): Promise<readonly StackSummary[]> {
  return sharedAnswer('ListStacks', scope, 'deleted', signal, () => deleted.upToDate(scope))
}

/** Those of them that are known by now. */
export const deletedStacksSoFar = deleted.asKnown

async function* deletedStackPages(scope: Scope): AsyncGenerator<StackSummary[]> {
  let NextToken: string | undefined
  do {
    const page = await callAws('ListStacks', scope, callDeadline(), (options) =>
      cloudFormation(scope).send(
        new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'], NextToken }),
        options,
      ),
    )
    yield page.StackSummaries ?? []
    NextToken = page.NextToken
  } while (NextToken !== undefined)
}

/** The newest of the deleted stacks of a name. */
export function newestDeletedStack(stacks: readonly StackSummary[], stackName: string): StackSummary | null {
  const ended = ({ DeletionTime, CreationTime }: StackSummary) =>
    (DeletionTime ?? CreationTime)?.getTime() ?? 0
  let newest: StackSummary | null = null
  for (const stack of stacks) {
    if (stack.StackName === stackName && (newest === null || ended(stack) > ended(newest))) newest = stack
  }
  return newest
}

/** A deleted stack's tags are gone with it: only its name can tell whose it was. */
export function toDeletedStackFacts(stack: StackSummary): DeletedStackFacts[] {
  const { StackName, StackId, CreationTime, DeletionTime } = stack
  if (StackName === undefined || StackId === undefined || !CreationTime) return []
  const creationTime = CreationTime.toISOString()
  return [
    {
      stackName: StackName,
      stackId: StackId,
      creationTime,
      deletionTime: DeletionTime?.toISOString() ?? creationTime,
    },
  ]
}
