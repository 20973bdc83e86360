import type { LinePlace } from '../build-log/outline-schema'
import { compareAnchors } from '../log-events/anchor'
import { goTo } from './go-to'
import type { LogViewStore } from './log-view-store'
import { failedStepOf } from './select-steps'
import type { ViewState } from './view-state'

/** The first line that says why the build failed. */
export function causePlaceOf(state: ViewState): LinePlace | undefined {
  const line = failedStepOf(state)?.finding?.lines.find(({ at }) => at)
  return line?.at ? { ...line.at, line: line.line ?? 0 } : state.facts.cause.place
}

export function showCause(store: LogViewStore) {
  const cause = causePlaceOf(store.getState())
  if (cause) goTo(store, cause, cause.line)
}

/**
 * Steps through the errors of a log in their order, from the line somebody stands on. Without one it begins with the
 * first; a log that opened at its cause stands there. Asked before the errors are known, it steps once they are.
 */
export function stepError(store: LogViewStore, direction: 1 | -1) {
  const state = store.getState()
  const errors = state.facts.outline?.errors
  if (!errors) {
    return store.change({ outlineDue: true, errors: { ...state.errors, due: direction } })
  }
  const count = errors.length
  const error = errors[(nextError(errors, hereOf(state), direction) + count) % count]
  if (!error) return
  store.change({ errors: { stepped: true, due: undefined } })
  goTo(store, error, error.line)
}

export function stepDueError(store: LogViewStore) {
  const { errors, facts } = store.getState()
  if (!errors.due || !facts.outline) return
  store.change({ errors: { ...errors, due: undefined } })
  stepError(store, errors.due)
}

/** `Error 2 of 5`, once somebody steps through them and stands on one. */
export function errorTextOf(state: ViewState): string {
  const errors = state.facts.outline?.errors
  const here = hereOf(state)
  if (!state.errors.stepped || !errors || !here) return ''
  const number = errors.findIndex((error) => compareLines(error, here) === 0)
  return number >= 0 ? `Error ${number + 1} of ${errors.length}` : ''
}

/** The line somebody stands on, else the one the log opened at. */
const hereOf = (state: ViewState): LinePlace | undefined => {
  const { current, facts } = state
  return current ? { ...current.anchor, line: current.line } : facts.cause.place
}

/** The place in `errors` one step from a line, one beyond either end included. */
function nextError(errors: readonly LinePlace[], from: LinePlace | undefined, direction: 1 | -1): number {
  if (!from) return direction === 1 ? 0 : -1
  if (direction === -1) return errors.findLastIndex((error) => compareLines(error, from) < 0)
  const next = errors.findIndex((error) => compareLines(error, from) > 0)
  return next === -1 ? errors.length : next
}

const compareLines = (a: LinePlace, b: LinePlace) => compareAnchors(a, b) || a.line - b.line
