import type { StackEvent } from '../schemas'
import { inOrder, isStackItself } from './order'
import { unwrapReason } from './reason'
import { isImageCancelled, likelyRootCause } from './root-cause'
import { isRollback, readStatus } from './status'

/** cleanupFailed: the image is good, deleting its stack failed. */
export type StackOutcome = 'failed' | 'ok' | 'running' | 'cancelled' | 'cleanupFailed'

/**
 * How the build went, as far as its stack's events tell. A stack that is being deleted after it completed is
 * `ok`: deleting itself is what a good build does. One deleted before anything failed or completed is `cancelled`.
 */
export function stackOutcome(events: readonly StackEvent[]): StackOutcome {
  const ordered = inOrder(events)
  const own = ordered.filter(isStackItself)
  const last = own.at(-1)
  const cause = likelyRootCause(ordered)
  if (!last) return cause ? failure(cause) : 'running'

  const { operation, phase } = readStatus(last.resourceStatus)
  const completed = own.some((event) => /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(event.resourceStatus))
  if (operation === 'DELETE') {
    if (completed) return phase === 'failed' ? 'cleanupFailed' : 'ok'
    const failedBefore = own.some((event) => readStatus(event.resourceStatus).phase === 'failed')
    return cause || failedBefore || own.some(rollsBack) ? failure(cause) : 'cancelled'
  }
  if (isRollback(operation)) return cause ? failure(cause) : requestedByUser(own) ? 'cancelled' : 'failed'
  if (phase === 'failed') return failure(cause)
  return phase === 'complete' ? 'ok' : 'running'
}

/**
 * Whether a component's log is to be expected: false when the build died before any component ran, null when
 * the events cannot tell.
 */
export function isLogExpected(events: readonly StackEvent[]): boolean | null {
  const outcome = stackOutcome(events)
  if (outcome === 'ok' || outcome === 'cleanupFailed') return true
  if (outcome !== 'failed') return null
  const cause = likelyRootCause(events)
  if (!cause) return null
  if (cause.resourceType !== 'AWS::ImageBuilder::Image') return false
  const reason = unwrapReason(cause.resourceStatusReason ?? '')
  // What is distributed has been built before.
  if (reason.componentArn || /\bDistribution failed\b|\bCreateImage operation\b/.test(reason.message))
    return true
  return /SSM Agent|default VPC|[iI]amInstanceProfile|Instance Profile|launch|instance type|subnet|capacity|value supplied for parameter|must have latest version|can't start SSM|RunInstances|Rate exceeded/i.test(
    reason.message,
  )
    ? false
    : null
}

function failure(cause: StackEvent | null): StackOutcome {
  return cause && isImageCancelled(cause) ? 'cancelled' : 'failed'
}

const rollsBack = (event: StackEvent) => isRollback(readStatus(event.resourceStatus).operation)

const requestedByUser = (own: readonly StackEvent[]) =>
  own.some((event) => /Rollback requested by user/i.test(event.resourceStatusReason ?? ''))
