import type { StackEvent } from '../schemas'
import { inOrder, isStackItself } from './order'
import { readStatus } from './status'

const POLL_MS = 10_000
const HIDDEN_POLL_MS = 60_000

/** Whether nothing more is to come by itself: the stack's last event is the end of an operation. */
export function isSettled(events: readonly StackEvent[]): boolean {
  const last = inOrder(events).findLast(isStackItself)
  return last !== undefined && readStatus(last.resourceStatus).phase !== 'inProgress'
}

/** Milliseconds until the events are worth asking for again; false when they are not. */
export function pollEvery(events: readonly StackEvent[] | undefined, hidden: boolean): number | false {
  if (!events || isSettled(events)) return false
  return hidden ? HIDDEN_POLL_MS : POLL_MS
}
