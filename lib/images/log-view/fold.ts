import { compareAnchors, type EventAnchor, formatAnchor } from '../log-events/anchor'
import { type EchoFold, foldAt } from '../log-events/echo-folds'
import { anchorOf } from '../log-events/held-log'
import { type HiddenPart, hiddenLines } from '../log-events/hidden-lines'
import { isRepeat } from '../log-events/repeats'
import type { LogViewStore } from './log-view-store'
import { standingEventOf } from './select-place'
import { echoFoldsOf, hiddenEventsOf, isEchoOpenOf, nameOf, questionOf } from './select-rows'
import { sectionAt, sectionsOf } from './select-steps'
import type { Folds, ViewState } from './view-state'

const withFolds = (store: LogViewStore, folds: Partial<Folds>) =>
  store.change({ folds: { ...store.getState().folds, ...folds } })

export function foldStep(store: LogViewStore, key: string, fold: boolean) {
  const { steps } = store.getState().folds
  if (steps.has(key) !== fold) withFolds(store, { steps: toggled(steps, key) })
}

/** Folds or unfolds the step one stands in. */
export function foldStepHere(store: LogViewStore) {
  const state = store.getState()
  const step = sectionAt(sectionsOf(state), standingEventOf(state))
  if (step) foldStep(store, step.key, !state.folds.steps.has(step.key))
}

export function toggleEcho(store: LogViewStore, { key }: EchoFold) {
  withFolds(store, { echo: toggled(store.getState().folds.echo, key) })
}

/** Shows or folds all echo; what was opened or folded by itself is as all others again. */
export function toggleAllEcho(store: LogViewStore) {
  withFolds(store, { echo: new Set() })
  store.prefer({ echo: !store.getState().preferences.echo })
}

/** Opens or folds the run of `count` equal lines that begins with `event`. */
export function foldRepeats(store: LogViewStore, event: number, count: number, fold: boolean) {
  const { folds, log } = store.getState()
  if (!fold) return withFolds(store, { repeats: withAnchor(folds.repeats, anchorOf(log.held, event + 1)) })
  const [from, to] = [anchorOf(log.held, event), anchorOf(log.held, event + count - 1)]
  withFolds(store, {
    repeats: folds.repeats.filter((one) => compareAnchors(one, from) < 0 || compareAnchors(one, to) > 0),
  })
}

/** Opens or folds the equal lines one stands on. */
export function foldRepeatsHere(store: LogViewStore) {
  const state = store.getState()
  const event = standingEventOf(state)
  for (const [first, { count, folded }] of state.view.rows.repeats)
    if (first <= event && event < first + count) return foldRepeats(store, first, count, !folded)
}

/** Shows a very long line in full. */
export function showLong(store: LogViewStore, anchor: EventAnchor) {
  withFolds(store, { long: new Set(store.getState().folds.long).add(formatAnchor(anchor)) })
}

/** Shows some or all of the lines that a row of the filter stands for. */
export function showHidden(store: LogViewStore, row: number, part: HiddenPart) {
  const state = store.getState()
  const lines = hiddenLines(state.built.rows, state.view.rows, row, part)
  if (!lines) return
  const question = questionOf(state)
  const { filtered } = state.folds
  const spans = filtered.question === question ? filtered.spans : []
  const span = { from: nameOf(state, lines.from), to: nameOf(state, lines.to) }
  withFolds(store, { filtered: { question, spans: [...spans, span] } })
}

/** What has to open for an event, or one line of it, to be seen; `undefined` when nothing hides it. */
export function revealed(state: ViewState, event: number, line?: number): Partial<ViewState> | undefined {
  const { folds, log, preferences } = state
  const hiding = sectionsOf(state).filter(
    ({ key, start, end }) => start <= event && event < end && folds.steps.has(key),
  )
  const steps = hiding.reduce((keys, { key }) => toggled(keys, key), folds.steps)
  const fold = foldAt(echoFoldsOf(state), event, line ?? 0)
  const opensEcho = fold && !isEchoOpenOf(state)(fold) && !(line === undefined && fold.among)
  const echo = opensEcho ? toggled(folds.echo, fold.key) : folds.echo
  const repeats = isRepeat(log.held, event)
    ? withAnchor(folds.repeats, anchorOf(log.held, event))
    : folds.repeats
  const upToDate = preferences.upToDate || hiddenEventsOf(state).has(event)
  const nothing =
    steps === folds.steps &&
    echo === folds.echo &&
    repeats === folds.repeats &&
    upToDate === preferences.upToDate
  if (nothing) return undefined
  return { folds: { ...folds, steps, echo, repeats }, preferences: { ...preferences, upToDate } }
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}

const withAnchor = (anchors: readonly EventAnchor[], anchor: EventAnchor) =>
  anchors.some((one) => compareAnchors(one, anchor) === 0) ? anchors : [...anchors, anchor]
