import type { StackEvent } from '../schemas'
import { readStatus } from './status'

/** Whether the event is about the stack itself, not one of its resources (nor a stack nested in it). */
export function isStackItself(event: StackEvent): boolean {
  if (event.resourceType !== 'AWS::CloudFormation::Stack') return false
  if (event.physicalResourceId) return event.physicalResourceId === event.stackId
  return event.logicalResourceId === event.stackName
}

/**
 * Oldest first, each event once. CloudFormation promises no order within a millisecond, so ties are settled by
 * what must have come first (a stack begins before its resources and ends after them; IN_PROGRESS precedes
 * its end; no physical id precedes one) and then by event id: any order of arrival gives the same list.
 */
export function inOrder(events: readonly StackEvent[]): StackEvent[] {
  const known = new Map<string, StackEvent>()
  for (const event of events) if (!known.has(event.eventId)) known.set(event.eventId, event)
  return [...known.values()].sort(compareEvents)
}

function compareEvents(a: StackEvent, b: StackEvent): number {
  return (
    compareText(a.timestamp, b.timestamp) ||
    rank(a) - rank(b) ||
    a.physicalResourceId.length - b.physicalResourceId.length ||
    compareText(a.eventId, b.eventId)
  )
}

function rank(event: StackEvent): number {
  const begins = readStatus(event.resourceStatus).phase === 'inProgress'
  if (isStackItself(event)) return begins ? 0 : 3
  return begins ? 1 : 2
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
