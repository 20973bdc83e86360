import { anchorOf } from '../log-events/held-log'
import type { Opening } from '../log-events/log-state'
import type { LogViewStore } from './log-view-store'
import { middleEventOf } from './select-place'
import { type Range, wholeLog } from './view-address'
import type { Align, Goal, ViewState } from './view-state'

/** Longer than this nobody waits for the cause of a failure: the log opens at its end, and goes there when it is known. */
const patience = 4_000

/** Drops what is held, reads around `goal` and begins there. */
export function open(store: LogViewStore, goal: Goal, align: Align = 'center') {
  const opening: Opening = goal.at === 'line' ? { at: 'moment', ...goal.anchor } : goal
  void store.reader.open(opening)
  // Only now: the list of the last region is not to go there any more.
  store.change({
    destination: { goal, align },
    follow: { on: goal.at === 'end', arrivedWhenLeft: 0 },
  })
}

/** Shows another part of the log, around the line that is in the middle now. */
export const setRange = (store: LogViewStore, range: Range) => store.navigate({ range }, 'push')

export const showWholeLog = (store: LogViewStore) => setRange(store, wholeLog)

/**
 * Opens the log once it is known where: at the addressed line; a failed build at its likely cause; else at the end. A
 * status that is asked again later must not move a log that is being read, so it is decided once.
 */
export function openWhenDecidable(store: LogViewStore, before: ViewState) {
  const state = store.getState()
  const { opening, facts } = state
  if (!opening.decided) {
    const waits = !opening.addressed && !opening.impatient
    if (waits && !(facts.build.known && (!facts.build.failed || facts.cause.known))) return
    const goal = firstGoal(state)
    store.change({ opening: { ...opening, decided: true, wentToLine: goal.at === 'line' } })
    open(store, goal, opening.place ? 'start' : 'center')
    return
  }
  if (before.address.range !== state.address.range) return reopen(store, before)
  const { place } = facts.cause
  if (!place || opening.wentToLine || opening.addressed) return
  store.change({ opening: { ...opening, wentToLine: true } })
  if (state.follow.on) open(store, { at: 'line', anchor: place, line: place.line })
}

/** To be told once, when the view begins. */
export function waitForCause(store: LogViewStore) {
  store.later('patience', patience, () =>
    store.change({ opening: { ...store.getState().opening, impatient: true } }),
  )
}

function firstGoal({ address: { at, line }, facts, opening }: ViewState): Goal {
  if (opening.place) return { at: 'line', anchor: opening.place, line: undefined }
  if (at) return { at: 'line', anchor: at.from, line: line ?? undefined }
  const { place } = facts.cause
  return place ? { at: 'line', anchor: place, line: place.line } : { at: 'end' }
}

/** Another time range is another reading of the log. */
function reopen(store: LogViewStore, before: ViewState) {
  const { at } = store.getState().address
  const middle = at === before.address.at ? middleEventOf(before) : -1
  const anchor = middle >= 0 ? anchorOf(before.view.held, middle) : at?.from
  open(store, anchor ? { at: 'line', anchor, line: undefined } : { at: 'end' })
}
