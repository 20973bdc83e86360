import type { LinePlace, Outline } from '../build-log/outline-schema'
import type { EventAnchor } from '../log-events/anchor'
import type { FindQuery } from '../log-events/find-query'
import { type BuiltRows, growRows } from '../log-events/grow-rows'
import type { LineSpan, NamedLine } from '../log-events/hidden-lines'
import type { FollowState } from '../log-events/log-follower'
import { type LogState, openingState } from '../log-events/log-state'
import type { RowView } from '../log-events/row-view'
import type { StreamHit, StreamSearch } from '../log-events/search-stream'
import type { ToldLines } from '../log-events/told-lines'
import type { LogStream, StackEvent } from '../schemas'
import { type Found, nextFound, type Told } from './found'
import type { Moving } from './moving'
import { defaultPreferences, type Preferences } from './preferences'
import { noMarkers, rowOptionsOf } from './select-rows'
import type { StreamAddress, ViewAddress } from './view-address'

/** What the image says about the build that writes this log. An image that cannot be read is taken for finished. */
export type Build = { readonly known: boolean; readonly running: boolean; readonly failed: boolean }

/** What is known of the log besides its events; see facts.ts. */
export type Facts = {
  readonly build: Build
  /** Where the log of a failed build says why; `known` also when nobody knows. */
  readonly cause: { readonly known: boolean; readonly place: LinePlace | undefined }
  readonly outline: Outline | undefined
  /** What AWS says of the stream. It lags behind the events. */
  readonly stream: LogStream | undefined
  /** Those worth a row between the log's lines, oldest first, and the stack they are of when it is not the newest. */
  readonly markers: StackMarkers
}

export type StackMarkers = {
  readonly events: readonly StackEvent[]
  readonly times: readonly number[]
  readonly stackId: string | undefined
}

/** What the page's own measures say, in CSS pixels. */
export type Measures = {
  /** One character of the log's font. */
  readonly cell: number
  /** The box that the log is drawn in; 0 until measured. */
  readonly width: number
  readonly rowHeight: number
  /** Whether there is room beside the log. */
  readonly roomy: boolean
  /** The height of the tallest element that the browser draws right. */
  readonly tallest: number
}

/** What stands open or folded. */
export type Folds = {
  /** Keys of folded steps. */
  readonly steps: ReadonlySet<string>
  /** Keys of echoed scripts that are not as the reader prefers them. */
  readonly echo: ReadonlySet<string>
  /** Events whose runs of equal lines stand open; by name, as a run may grow at either end. */
  readonly repeats: readonly EventAnchor[]
  /** Names of events whose very long lines are shown in full. */
  readonly long: ReadonlySet<string>
  /** Lines shown although the filter hides them, as long as the question stays the same. */
  readonly filtered: { readonly question: string; readonly spans: readonly LineSpan<NamedLine>[] }
}

export type SearchAll =
  | { readonly state: 'idle' }
  | { readonly state: 'searching' | 'done'; readonly search: StreamSearch }
  | { readonly state: 'failed'; readonly error: unknown }

/** Where a freshly opened region begins. */
export type Goal =
  | { readonly at: 'start' }
  | { readonly at: 'end' }
  | { readonly at: 'line'; readonly anchor: EventAnchor; readonly line: number | undefined }

export type Align = 'center' | 'nearest' | 'start'

/** Where the list is to go next; a new value each time. The adapter of the list goes there once its rows are drawn. */
export type Destination = { readonly goal: Goal; readonly align: Align }

export type Panel = 'keys' | 'cli' | 'report' | undefined

export type ViewState = {
  readonly stream: StreamAddress
  readonly address: ViewAddress
  readonly preferences: Preferences
  readonly facts: Facts
  readonly log: LogState
  readonly measures: Measures
  readonly folds: Folds
  /** The line the keyboard stands on. */
  readonly current: NamedLine | undefined
  readonly find: {
    readonly hit: StreamHit | undefined
    /** What was typed has not led anywhere yet. */
    readonly typed: boolean
    /** The question that is, or was, asked of the whole stream. */
    readonly asked: string
    readonly search: SearchAll
  }
  /** The expression whose lines were asked for last, and what was told: see expression.ts. */
  readonly expression: {
    readonly asked: FindQuery | undefined
    readonly looking: boolean
    readonly lines: ToldLines | undefined
    readonly told: Told | undefined
  }
  readonly follow: { readonly on: boolean; readonly arrivedWhenLeft: number }
  /** How looking for more goes, while the log is written. */
  readonly following: FollowState
  /** Whether the reader has done anything on this page so far. */
  readonly touched: boolean
  readonly opening: {
    readonly decided: boolean
    /** Nobody waits for the cause any longer. */
    readonly impatient: boolean
    readonly wentToLine: boolean
    /** Whether the first address named a line or a time: the log opens there, not at its cause. */
    readonly addressed: boolean
    /** Where the reader stood when he left. */
    readonly place: EventAnchor | undefined
  }
  /** The rows in view, `last` excluded, and the region they are of. It changes with every frame of a scroll. */
  readonly inView: { readonly region: number | undefined; readonly first: number; readonly last: number }
  readonly destination: Destination | undefined
  /** Rows on their way, see moving.ts. */
  readonly moving: Moving | undefined
  /** Whether the steps are asked for: they make the server read the whole stream. */
  readonly outlineDue: boolean
  /** `due`: a step to an error that was asked for before errors were known. */
  readonly errors: { readonly stepped: boolean; readonly due: 1 | -1 | undefined }
  readonly panel: Panel
  readonly bookmarksShown: boolean
  /** Ctrl-A: everything held is to be copied. */
  readonly allSelected: boolean
  /** The log is drawn for paper. */
  readonly printing: boolean
  /** What an action has to say of itself, for a moment. */
  readonly notice: string
  /** Made of the above and of their last values: see settle.ts. */
  readonly found: Found
  readonly built: BuiltRows
  readonly view: RowView
}

const nothingKnown: Facts = {
  build: { known: false, running: false, failed: false },
  cause: { known: false, place: undefined },
  outline: undefined,
  stream: undefined,
  markers: noMarkers,
}

/** @param place where the reader stood when this address was left, if he comes back to it */
export function firstState(stream: StreamAddress, address: ViewAddress, place?: EventAnchor): ViewState {
  const log = openingState()
  const addressed = address.at !== null || address.range.startTime !== null || address.range.endTime !== null
  const before = {
    stream,
    address,
    preferences: defaultPreferences,
    facts: nothingKnown,
    log,
    measures: { cell: 7.8, width: 0, rowHeight: 20, roomy: false, tallest: 2 ** 24 },
    folds: {
      steps: new Set<string>(),
      echo: new Set<string>(),
      // A line that is asked for shall be seen.
      repeats: address.at ? [address.at.from] : [],
      long: new Set<string>(),
      filtered: { question: '', spans: [] },
    },
    current: undefined,
    find: { hit: undefined, typed: false, asked: '', search: { state: 'idle' } as const },
    expression: { asked: undefined, looking: false, lines: undefined, told: undefined },
    follow: { on: true, arrivedWhenLeft: 0 },
    following: { state: 'off' } as const,
    touched: false,
    opening: {
      decided: false,
      impatient: false,
      wentToLine: false,
      addressed: addressed || place !== undefined,
      place,
    },
    inView: { region: undefined, first: 0, last: 0 },
    destination: undefined,
    moving: undefined,
    outlineDue: false,
    errors: { stepped: false, due: undefined },
    panel: undefined,
    // An address that comes with bookmarks is opened for them.
    bookmarksShown: address.bookmarks.length > 0,
    allSelected: false,
    printing: false,
    notice: '',
    found: nextFound(undefined, log.held, address.query, undefined),
  }
  const built = growRows(undefined, log.held, rowOptionsOf(before))
  return {
    ...before,
    built,
    view: { region: log.region, held: log.held, rows: built.rows, first: 10_000_000 },
  }
}
