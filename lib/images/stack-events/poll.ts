import type { StackEvent } from '../schemas'
import { inOrder, isStackItself } from './order'
import { readStatus } from './status'

const MINUTE = 60_000
const soon = { seen: 10_000, hidden: MINUTE }
const slow = { seen: 30_000, hidden: 2 * MINUTE }
const rare = { seen: 5 * MINUTE, hidden: 5 * MINUTE }

/** A good build's stack deletes itself within minutes; one that has not by then was told not to. */
const UNTIL_DELETED = 30 * MINUTE
/** An operation silent for so long hangs or waits for a person. */
const SILENT = 4 * 60 * MINUTE
/** Nothing that CloudFormation or Image Builder does goes on for longer without an event. */
const GIVEN_UP = 2 * 24 * 60 * MINUTE

/** Whether the stack's last event is the end of an operation. */
export function isSettled(events: readonly StackEvent[]): boolean {
  const last = lastOwn(events)
  return last !== undefined && readStatus(last.resourceStatus).phase !== 'inProgress'
}

/**
 * Milliseconds until the events are worth asking for again; false when they are not. An operation is watched to its
 * end; a completed creation is watched slowly for the deletion that follows by itself; every watch ends some day.
 */
export function pollEvery(
  events: readonly StackEvent[] | undefined,
  hidden: boolean,
  now: number,
): number | false {
  if (!events) return false
  return paceOf(events, now)?.[hidden ? 'hidden' : 'seen'] ?? false
}

/** The stack's own are few: putting thousands of others in order would tell no more. */
function lastOwn(events: readonly StackEvent[]): StackEvent | undefined {
  return inOrder(events.filter(isStackItself)).at(-1)
}

function paceOf(events: readonly StackEvent[], now: number): typeof soon | undefined {
  const latest = events.reduce((most, { timestamp }) => (timestamp > most ? timestamp : most), '')
  const silent = latest ? now - Date.parse(latest) : 0
  const last = lastOwn(events)
  const { operation, phase } = readStatus(last?.resourceStatus ?? 'CREATE_IN_PROGRESS')
  if (phase === 'inProgress') {
    if (silent < SILENT) return soon
    return silent < GIVEN_UP ? rare : undefined
  }
  const deletesItself = phase === 'complete' && (operation === 'CREATE' || operation === 'UPDATE')
  return deletesItself && silent < UNTIL_DELETED ? slow : undefined
}
