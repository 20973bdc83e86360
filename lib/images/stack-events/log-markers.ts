import type { StackEvent } from '../schemas'
import { inOrder, isStackItself } from './order'
import { isCancellation } from './root-cause'
import { readStatus } from './status'

/** More than this many would not be quiet; a stack with so many failures is read in its timeline. */
const most = 100

/**
 * The few stack events that a reader of the log wants between its lines, oldest first: how the stack itself and
 * the image it builds began and ended, and what failed. Not what merely followed: other resources made or taken
 * away, cancellations, a status reported twice.
 */
export function logMarkers(events: readonly StackEvent[]): StackEvent[] {
  const last = new Map<string, string>()
  const marked = inOrder(events).filter((event) => {
    const { operation, phase } = readStatus(event.resourceStatus)
    const repeated = last.get(event.logicalResourceId) === event.resourceStatus
    last.set(event.logicalResourceId, event.resourceStatus)
    if (repeated) return false
    if (isStackItself(event)) return true
    if (phase === 'failed') return !isCancellation(event)
    return event.resourceType === 'AWS::ImageBuilder::Image' && operation !== 'DELETE'
  })
  return marked.slice(0, most)
}
