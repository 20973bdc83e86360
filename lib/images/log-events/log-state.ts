import { emptyLog, type HeldLog } from './held-log'

/** How the log goes on beyond what is held, one value per direction. */
export type Edge =
  | { readonly state: 'more' | 'reading' | 'end' }
  | { readonly state: 'failed'; readonly error: unknown }

/** What the log view draws. Immutable: every change is a new value. */
export type LogState = {
  readonly phase: 'opening' | 'open' | 'failed'
  readonly error: unknown
  /** Counts openings, of whatever stream: another region is drawn afresh. */
  readonly region: number
  readonly held: HeldLog
  readonly older: Edge
  readonly newer: Edge
  /** Events that came in by following since this region was opened. */
  readonly arrived: number
  /** The last attempt to follow failed; following goes on trying. */
  readonly followError: unknown
  /** Following has read more than a page and is not at the end yet: what is shown is behind what was written. */
  readonly catchingUp: boolean
  /** How many of the events last looked at once more are held but no longer in CloudWatch. */
  readonly vanished: number
}

let openings = 0

export const openingState = (): LogState => ({
  phase: 'opening',
  error: undefined,
  region: ++openings,
  held: emptyLog,
  older: { state: 'more' },
  newer: { state: 'more' },
  arrived: 0,
  followError: undefined,
  catchingUp: false,
  vanished: 0,
})

/** A time range, epoch milliseconds, `endTime` excluded. */
export type TimeRange = { readonly startTime?: number | undefined; readonly endTime?: number | undefined }

/** Where a log is opened: one of its ends, or around a moment. */
export type Opening =
  | { readonly at: 'start' }
  | { readonly at: 'end' }
  | { readonly at: 'moment'; readonly timestamp: number; readonly ordinal: number }
