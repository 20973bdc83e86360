import type { AnchorRange, EventAnchor } from '@/lib/images/log-events/anchor'
import type { HiddenPart, LinePlace } from '@/lib/images/log-events/hidden-lines'
import type { RowView } from '@/lib/images/log-events/row-view'
import type { TimeMode } from './time-mode'
import type { useEcho } from './use-echo'
import type { StackMarkers } from './use-stack-markers'
import type { StepSection } from './use-steps'

/** All that a row needs beyond its number. A new value redraws the visible rows, nothing else. */
export type RowContext = {
  readonly view: RowView
  readonly timeMode: TimeMode
  /** What times count from: the log's first moment, or that of the reference line. */
  readonly start: number
  readonly marked: { readonly from: number; readonly to: number } | undefined
  readonly current: LinePlace | undefined
  readonly hit: LinePlace | undefined
  readonly pattern: RegExp | null
  /** `event.line` of every bookmarked line. */
  readonly bookmarks: ReadonlySet<string>
  /** `event.line` of every error-like line of a failed step. */
  readonly errors: ReadonlySet<string>
  /** `event.line` of the lines that say why the build failed. */
  readonly causes: ReadonlySet<string>
  readonly sections: readonly StepSection[]
  readonly folded: ReadonlySet<string>
  readonly setFold: (key: string, fold: boolean) => void
  readonly markers: StackMarkers
  readonly echo: Pick<ReturnType<typeof useEcho>, 'folds' | 'isOpen' | 'toggle'>
  readonly foldRepeats: (event: number, count: number, fold: boolean) => void
  readonly showHidden: (row: number, part: HiddenPart) => void
  readonly hrefOf: (anchor: EventAnchor | AnchorRange) => string
  readonly showLong: (anchor: EventAnchor) => void
  /** Pixels that the longest row needs. */
  readonly width: number
  readonly older: React.ReactNode
  readonly newer: React.ReactNode
}
