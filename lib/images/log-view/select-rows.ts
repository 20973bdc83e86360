import { createStructuredSelector } from 'reselect'
import { type EchoFold, echoFolds } from '../log-events/echo-folds'
import type { HeldHits } from '../log-events/find-in-held'
import { anchorOf, indexOfAnchor } from '../log-events/held-log'
import type { HeldLine, LineSpan, NamedLine } from '../log-events/hidden-lines'
import { onlyMatches } from '../log-events/only-matches'
import type { RowOptions, Rows } from '../log-events/rows'
import { upToDateEvents } from '../log-events/up-to-date'
import { columnsOf } from './layout'
import { sectionsOf } from './select-steps'
import { createSelector } from './selector'
import type { StackMarkers, ViewState } from './view-state'

/** All that rows are made of. */
export type RowInputs = Omit<ViewState, 'built' | 'view'>

export const noMarkers: StackMarkers = { events: [], times: [], stackId: undefined }

const heldOf = ({ log }: RowInputs) => log.held

/** The echoed scripts and repeated stderr among the held lines. */
export const echoFoldsOf = createSelector([heldOf], echoFolds)

/** Folded unless the reader likes to see them all; each can be opened and folded for itself. */
export const isEchoOpenOf = createSelector(
  [({ preferences }: RowInputs) => preferences.echo, ({ folds }: RowInputs) => folds.echo],
  (shown, others) => (fold: EchoFold) => shown !== others.has(fold.key),
)

/** Whether only matches are shown, and there is something to match. */
export const isFiltered = ({ address, found }: RowInputs): boolean =>
  address.only !== null && found.pattern !== null

/** Events without rows. */
export const hiddenEventsOf = createSelector(
  [({ preferences }: RowInputs) => preferences.upToDate, heldOf, ({ facts }: RowInputs) => facts.outline],
  (shown, held, outline) => (shown ? noEvents : upToDateEvents(held, outline)),
)

const openRepeatsOf = createSelector([({ folds }: RowInputs) => folds.repeats, heldOf], (opened, held) =>
  opened.flatMap((anchor) => {
    const { index, exact } = indexOfAnchor(held, anchor)
    return exact ? [index] : []
  }),
)

/** Beyond an end that was not reached yet other lines may come before a stack event. */
const stackEventSpanOf = createSelector(
  [
    ({ log }: RowInputs) => (log.older.state === 'end' ? undefined : log.held.timestamps[log.held.withheld]),
    ({ log }: RowInputs) => (log.newer.state === 'end' ? undefined : log.held.timestamps.at(-1)),
    ({ address }: RowInputs) => address.range,
  ],
  (first, last, { startTime, endTime }) => ({
    from: first ?? startTime ?? -Infinity,
    to: last ?? endTime ?? Infinity,
  }),
)

/** How rows are drawn, as state says. */
export const rowOptionsOf: (state: RowInputs) => RowOptions = createStructuredSelector(
  {
    columns: (state: RowInputs) =>
      state.preferences.wrap || state.folds.long.size > 0 ? columnsOf(state) : 0,
    wrap: ({ preferences }: RowInputs) => preferences.wrap,
    shown: ({ folds }: RowInputs) => folds.long,
    sections: sectionsOf,
    // A filter looks into everything.
    folded: (state: RowInputs) => (isFiltered(state) ? nothingFolded : state.folds.steps),
    echo: (state: RowInputs) => (isFiltered(state) ? noFolds : echoFoldsOf(state)),
    isEchoOpen: isEchoOpenOf,
    hidden: (state: RowInputs) => (isFiltered(state) ? noEvents : hiddenEventsOf(state)),
    stackEventTimes: ({ facts }: RowInputs) => facts.markers.times,
    stackEventSpan: stackEventSpanOf,
    openRepeats: openRepeatsOf,
  },
  createSelector,
)

/** What is left of the rows when only matches are shown. */
type Filter = { readonly hits: HeldHits; readonly context: number; readonly also: readonly LineSpan[] }

/** What is looked for, as text: lines shown besides belong to one question. */
export const questionOf = ({ address }: RowInputs): string =>
  address.only === null ? '' : JSON.stringify(address.query)

const filterOf = createSelector(
  [
    ({ address }: RowInputs) => address.only,
    ({ found }: RowInputs) => found,
    ({ folds }: RowInputs) => folds.filtered,
    questionOf,
  ],
  (context, { pattern, hits, held }, asked, question): Filter | undefined => {
    if (context === null || !pattern) return undefined
    const placeOf = ({ anchor, line }: NamedLine): HeldLine => ({
      event: indexOfAnchor(held, anchor).index,
      line,
    })
    const spans = asked.question === question ? asked.spans : []
    return { hits, context, also: spans.map(({ from, to }) => ({ from: placeOf(from), to: placeOf(to) })) }
  },
)

/** The rows in the list: all of them, or those that the filter leaves. */
export const shownRowsOf = createSelector(
  [({ rows }: { rows: Rows; state: RowInputs }) => rows, ({ state }) => filterOf(state)],
  (rows, filter) => (filter ? onlyMatches(rows, filter.hits, filter.context, filter.also) : rows),
)

/** A line by its event's name, which stays when the log grows. */
export const nameOf = ({ log }: RowInputs, { event, line }: HeldLine): NamedLine => ({
  anchor: anchorOf(log.held, event),
  line,
})

const nothingFolded: ReadonlySet<string> = new Set()
const noEvents: ReadonlySet<number> = new Set()
const noFolds: readonly EchoFold[] = []
