import { createStructuredSelector } from 'reselect'
import type { AnchorRange, EventAnchor } from '../log-events/anchor'
import { columnsOf, listWidthOf } from './layout'
import { movingOf } from './moving'
import { bookmarkedLinesOf, currentPlaceOf, extentOf, hitPlaceOf, markedOf } from './select-place'
import { echoFoldsOf, isEchoOpenOf } from './select-rows'
import { causeLinesOf, errorLinesOf, heldOffsetOf, sectionsOf } from './select-steps'
import { createSelector } from './selector'
import { lineHref } from './view-address'
import type { ViewState } from './view-state'

/** The moment that times count from: that of the reference line, else the log's first. Epoch milliseconds. */
export const zeroTimeOf = (state: ViewState): number =>
  state.address.reference?.timestamp ?? extentOf(state)?.start ?? 0

/** A plain link to lines of this log, with the base path that Next would put in front. */
export const addressOf = createSelector(
  [({ stream }: ViewState) => stream, ({ address }: ViewState) => address.range],
  (stream, range) => (anchor: EventAnchor | AnchorRange, line?: number | null) =>
    (process.env.NEXT_PUBLIC_BASE_PATH ?? '') + lineHref(stream, range, anchor, line),
)

/** All that a row needs beyond its number. A new value draws the visible rows again, nothing else. */
export const rowContextOf = createStructuredSelector(
  {
    view: ({ view }: ViewState) => view,
    moving: movingOf,
    /** What times count from. */
    start: zeroTimeOf,
    marked: markedOf,
    current: currentPlaceOf,
    hit: hitPlaceOf,
    pattern: ({ found }: ViewState) => found.pattern,
    /** `event.line` of lines, like `errors` and `causes`. */
    bookmarks: bookmarkedLinesOf,
    errors: errorLinesOf,
    causes: causeLinesOf,
    sections: sectionsOf,
    folded: ({ folds }: ViewState) => folds.steps,
    echo: echoFoldsOf,
    isEchoOpen: isEchoOpenOf,
    markers: ({ facts }: ViewState) => facts.markers,
    /** What lines are numbered by: see `lineNumberOf`. */
    offset: heldOffsetOf,
    from: ({ log }: ViewState) => (log.older.state === 'end' ? log.held.withheld : undefined),
    hrefOf: addressOf,
    /** Characters that a row has room for; without end where rows do not wrap. */
    columns: (state: ViewState) => (state.preferences.wrap ? columnsOf(state) : Infinity),
    /** Pixels that the longest row needs. */
    width: listWidthOf,
  },
  createSelector,
)

export type RowContext = ReturnType<typeof rowContextOf>
