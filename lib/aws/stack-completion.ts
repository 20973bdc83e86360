import 'server-only'
import type { StackEvent } from '@aws-sdk/client-cloudformation'
import { LRUCache } from 'lru-cache'
import { imageBuildStatusOfStack } from '@/lib/images/image-build-status'
import type { StackFacts } from '@/lib/images/merge-images'
import { describeStackEvents } from './describe-stack-events'
import type { Scope } from './scope'

// A stack's id and status name one ended operation, whose end never moves.
const known = new LRUCache<string, string>({ max: 5_000 })

/** Adds when the build ended, which no list says, where that has been found out. */
export function withKnownCompletion(stack: StackFacts): StackFacts {
  const completionTime = known.get(keyOf(stack))
  return completionTime === undefined ? stack : { ...stack, completionTime }
}

/**
 * Adds when the build ended: its stack's newest own event. Failed stacks stand until somebody deletes them, so each is
 * asked about once. Where AWS does not tell, the time stays absent.
 */
export async function withCompletion(
  scope: Scope,
  stack: StackFacts,
  signal: AbortSignal,
): Promise<StackFacts> {
  if (!stack.stackStatus.endsWith('_IN_PROGRESS') && !known.has(keyOf(stack))) {
    await learn(scope, stack, signal)
  }
  return withKnownCompletion(stack)
}

/** When the build ended, by its stack's newest events, newest first; remembered. */
export function buildEnd(events: readonly StackEvent[], stack: StackFacts): string | undefined {
  // A good image's stack may fail to be deleted much later: the build ended when its creation did.
  const own = events.filter(({ PhysicalResourceId }) => PhysicalResourceId === stack.stackId)
  const end = own.find(({ ResourceStatus = '' }) => isEnd(ResourceStatus, stack.stackStatus))
  const time = end?.Timestamp?.toISOString()
  if (time !== undefined) known.set(keyOf(stack), time)
  return time
}

function keyOf({ stackId, stackStatus }: StackFacts): string {
  return `${stackId} ${stackStatus}`
}

async function learn(scope: Scope, stack: StackFacts, signal: AbortSignal): Promise<void> {
  try {
    const { events } = await describeStackEvents(scope, stack.stackId, signal, { properties: 0 })
    buildEnd(events, stack)
  } catch {
    // A duration less; the answer itself is worth more.
  }
}

function isEnd(status: string, stackStatus: string): boolean {
  return imageBuildStatusOfStack(stackStatus) === 'DELETE_FAILED'
    ? status === 'CREATE_COMPLETE'
    : status === stackStatus
}
