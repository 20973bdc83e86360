import 'server-only'
import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation'
import { LRUCache } from 'lru-cache'
import { imageBuildStatusOfStack } from '@/lib/images/image-build-status'
import type { StackFacts } from '@/lib/images/merge-images'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import type { Scope } from './scope'

// A stack's id and status name one ended operation, whose end never moves.
const known = new LRUCache<string, string>({ max: 5_000 })

/** The list waits for no more than so many questions; the others are asked when the list is next. */
const questionsAtOnce = 16

/**
 * Adds when each failed build ended, which no list says: its stack's newest own event. Failed stacks stand until
 * somebody deletes them, so each is asked about once. Where AWS does not tell, the time stays absent.
 */
export async function withCompletionTimes(
  scope: Scope,
  stacks: readonly StackFacts[],
  signal: AbortSignal,
): Promise<StackFacts[]> {
  const ended = stacks.filter(({ stackStatus }) => !stackStatus.endsWith('_IN_PROGRESS'))
  const unknown = ended.filter((stack) => !known.has(keyOf(stack))).sort(newestFirst)
  await Promise.all(unknown.slice(0, questionsAtOnce).map((stack) => learn(scope, stack, signal)))
  return stacks.map((stack) => {
    const completionTime = known.get(keyOf(stack))
    return completionTime === undefined ? stack : { ...stack, completionTime }
  })
}

function keyOf({ stackId, stackStatus }: StackFacts): string {
  return `${stackId} ${stackStatus}`
}

function newestFirst(a: StackFacts, b: StackFacts): number {
  return a.creationTime < b.creationTime ? 1 : -1
}

async function learn(scope: Scope, stack: StackFacts, signal: AbortSignal): Promise<void> {
  try {
    const page = await callAws('DescribeStackEvents', scope, signal, (options) =>
      cloudFormation(scope).send(new DescribeStackEventsCommand({ StackName: stack.stackId }), options),
    )
    // A good image's stack may fail to be deleted much later: the build ended when its creation did.
    const own = (page.StackEvents ?? []).filter(
      ({ PhysicalResourceId }) => PhysicalResourceId === stack.stackId,
    )
    const end = own.find(({ ResourceStatus = '' }) => isEnd(ResourceStatus, stack.stackStatus))
    if (end?.Timestamp) known.set(keyOf(stack), end.Timestamp.toISOString())
  } catch {
    // A duration less in the list; the list itself is worth more.
  }
}

function isEnd(status: string, stackStatus: string): boolean {
  return imageBuildStatusOfStack(stackStatus) === 'DELETE_FAILED'
    ? status === 'CREATE_COMPLETE'
    : status === stackStatus
}
