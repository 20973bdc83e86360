import type { StackEvent } from '../schemas'
import { inOrder, isStackItself } from './order'
import { unwrapReason } from './reason'
import { readStatus } from './status'

/** CloudFormation stopped the resource because something else had failed: a consequence, never the cause. */
export function isCancellation(event: StackEvent): boolean {
  return /^Resource \w+ cancelled\b/i.test(event.resourceStatusReason ?? '')
}

/** Somebody cancelled the image's build in Image Builder. */
export function isImageCancelled(event: StackEvent): boolean {
  return /^Image creation is cancell?ed/i.test(unwrapReason(event.resourceStatusReason ?? '').message)
}

/**
 * The earliest resource event that failed for a reason of its own; null when none did. Not the stack itself,
 * not a cancellation, not a failure that a later retry made good, and nothing from before the stack last
 * completed: a failure after CREATE_COMPLETE is one of the clean-up.
 */
export function likelyRootCause(events: readonly StackEvent[]): StackEvent | null {
  const ordered = inOrder(events)
  const since = ordered.findLastIndex((event) => isStackItself(event) && settles(event))
  const candidates = ordered.slice(since + 1)
  const failed = (event: StackEvent, index: number) =>
    readStatus(event.resourceStatus).phase === 'failed' &&
    !isStackItself(event) &&
    !isCancellation(event) &&
    !isMadeGood(event, candidates.slice(index + 1))
  const first = candidates.find(failed)
  if (!first) return null
  // Several can share the millisecond; one that says why is worth more than one that does not.
  const peers = candidates.filter(
    (event, index) => event.timestamp === first.timestamp && failed(event, index),
  )
  return peers.find((event) => event.resourceStatusReason) ?? first
}

function settles(event: StackEvent): boolean {
  return /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(event.resourceStatus)
}

function isMadeGood(event: StackEvent, later: readonly StackEvent[]): boolean {
  const { operation } = readStatus(event.resourceStatus)
  return later.some((next) => {
    if (next.logicalResourceId !== event.logicalResourceId || isStackItself(next)) return false
    const status = readStatus(next.resourceStatus)
    return status.operation === operation && (status.phase === 'complete' || status.phase === 'skipped')
  })
}
