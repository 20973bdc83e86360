import type { EventAnchor } from '../log-events/anchor'
import { indexOfAnchor } from '../log-events/held-log'
import { revealed } from './fold'
import { isFollowing, leaveEnd } from './follow'
import type { LogViewStore } from './log-view-store'
import { open } from './open'
import type { Align, ViewState } from './view-state'

/** Goes to a line, held or not, and makes it the current one. */
export function goTo(store: LogViewStore, anchor: EventAnchor, line = 0) {
  store.change({ current: { anchor, line } })
  reveal(store, anchor, line, 'center')
}

/**
 * Brings a line into view: what hides it opens, and what is not held is read. Without `line` an event is meant, and
 * its echoed script stays folded beside what a program said there.
 */
export function reveal(store: LogViewStore, anchor: EventAnchor, line?: number, align: Align = 'center') {
  const state = store.getState()
  const goal = { at: 'line', anchor, line } as const
  if (!isHeld(state, anchor)) return open(store, goal)
  const { index } = indexOfAnchor(state.log.held, anchor)
  store.change({
    ...revealed(state, index, line),
    follow: isFollowing(state, false),
    destination: { goal, align },
  })
}

/** Between two held events nothing is missing, so the nearest is the answer there. */
function isHeld({ log: { phase, held } }: ViewState, anchor: EventAnchor): boolean {
  const [first = Infinity, last = -Infinity] = [held.timestamps[held.withheld], held.timestamps.at(-1)]
  const within = first <= anchor.timestamp && anchor.timestamp <= last
  return phase === 'open' && (within || indexOfAnchor(held, anchor).exact)
}

export function goToStart(store: LogViewStore) {
  const state = store.getState()
  const goal = { at: 'start' } as const
  if (state.log.older.state !== 'end') return open(store, goal)
  store.change({ follow: isFollowing(state, false), destination: { goal, align: 'start' } })
}

/** To the end, and along with it. */
export function goToEnd(store: LogViewStore) {
  const state = store.getState()
  const goal = { at: 'end' } as const
  if (state.log.newer.state !== 'end') return open(store, goal)
  store.change({ follow: isFollowing(state, true), destination: { goal, align: 'start' } })
}

export function toggleFollow(store: LogViewStore) {
  if (store.getState().follow.on) leaveEnd(store)
  else goToEnd(store)
}

/** Follows the address: Back, Forward and links to another line move there, unless it is in sight already. */
export function goToAddressedLine(store: LogViewStore, before: ViewState) {
  const { address, opening, log } = store.getState()
  const { at, line } = address
  if (!opening.decided || log.phase !== 'open' || !at) return
  if (address.range !== before.address.range) return
  if (before.address.at === at && before.address.line === line) return
  reveal(store, at.from, line ?? undefined, 'nearest')
}

/** A freshly opened region shows the line that it was opened for. */
export function revealOpened(store: LogViewStore, before: ViewState) {
  const state = store.getState()
  const isNew = before.log.phase !== 'open' || before.log.region !== state.log.region
  const goal = state.destination?.goal
  if (state.log.phase !== 'open' || !isNew || goal?.at !== 'line') return
  const change = revealed(state, indexOfAnchor(state.log.held, goal.anchor).index, goal.line)
  if (change) store.change(change)
}
