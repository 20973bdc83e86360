import type { EventAnchor } from './anchor'
import { shapeOf } from './display-line'

/** Consecutive log events in CloudWatch's order, by column: a million small objects would weigh more than the text. */
export type EventColumns = {
  /** Epoch milliseconds, ascending. */
  readonly timestamps: Float64Array
  readonly messages: readonly string[]
}

/** The unbroken stretch of a stream that the browser holds. */
export type HeldLog = EventColumns & {
  /** Per event: its length if it is one line that shows exactly as it is, else -1 (see display-line.ts). */
  readonly shapes: Int32Array
  /**
   * How many leading events are held back from view: those of the first millisecond while its earlier events
   * may still be unread, because an event's ordinal within its millisecond is its name.
   */
  readonly withheld: number
  /** UTF-16 units of all messages together. */
  readonly characters: number
}

export const emptyLog: HeldLog = {
  timestamps: new Float64Array(0),
  messages: [],
  shapes: new Int32Array(0),
  withheld: 0,
  characters: 0,
}

/** Shapes and weighs events. `headWhole`: nothing of the first millisecond can be missing. */
export function holdEvents(events: EventColumns, headWhole: boolean, known?: HeldLog): HeldLog {
  const { timestamps, messages } = events
  const shapes = new Int32Array(messages.length)
  let characters = 0
  // Most events of a merge are the very strings that were held before; theirs need no second look.
  const shift = known ? sharedPrefix(known.messages, messages) : 0
  for (let index = 0; index < messages.length; index++) {
    const message = messages[index] ?? ''
    shapes[index] = index < shift && known ? (known.shapes[index] ?? 0) : shapeOf(message)
    characters += message.length
  }
  return withHead({ timestamps, messages, shapes, characters, withheld: 0 }, headWhole)
}

/** `earlier` directly before `later`, nothing between them and nothing in both. */
export function joinLogs(earlier: HeldLog, later: HeldLog, headWhole: boolean): HeldLog {
  const timestamps = new Float64Array(earlier.timestamps.length + later.timestamps.length)
  timestamps.set(earlier.timestamps)
  timestamps.set(later.timestamps, earlier.timestamps.length)
  const shapes = new Int32Array(timestamps.length)
  shapes.set(earlier.shapes)
  shapes.set(later.shapes, earlier.shapes.length)
  const messages = earlier.messages.concat(later.messages)
  const characters = earlier.characters + later.characters
  return withHead({ timestamps, messages, shapes, characters, withheld: 0 }, headWhole)
}

/** Events `start` to `end` (excluded). */
export function sliceLog(log: HeldLog, start: number, end: number, headWhole: boolean): HeldLog {
  const messages = log.messages.slice(start, end)
  let characters = 0
  for (const message of messages) characters += message.length
  const timestamps = log.timestamps.slice(start, end)
  const shapes = log.shapes.slice(start, end)
  return withHead({ timestamps, messages, shapes, characters, withheld: 0 }, headWhole)
}

/** The index of the first event at or after `timestamp`; the log's length when there is none. */
export function firstAtOrAfter({ timestamps }: EventColumns, timestamp: number): number {
  let low = 0
  let high = timestamps.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((timestamps[middle] ?? 0) < timestamp) low = middle + 1
    else high = middle
  }
  return low
}

/** The name of the event at `index`. */
export function anchorOf(log: EventColumns, index: number): EventAnchor {
  const timestamp = log.timestamps[index] ?? 0
  return { timestamp, ordinal: index - firstAtOrAfter(log, timestamp) }
}

/** The index of the named event, and whether it is that very event or only the nearest one in view. */
export function indexOfAnchor(log: HeldLog, anchor: EventAnchor): { index: number; exact: boolean } {
  const { timestamps, withheld } = log
  const first = firstAtOrAfter(log, anchor.timestamp)
  const index = first + anchor.ordinal
  if (index >= withheld && timestamps[index] === anchor.timestamp) return { index, exact: true }
  const after = clamp(first, withheld, timestamps.length - 1)
  const before = clamp(first - 1, withheld, timestamps.length - 1)
  if (timestamps[after] === anchor.timestamp) {
    // The millisecond exists but has fewer events than the ordinal says: its last one is the nearest.
    return { index: firstAtOrAfter(log, anchor.timestamp + 1) - 1, exact: false }
  }
  const distance = (at: number) => Math.abs((timestamps[at] ?? 0) - anchor.timestamp)
  return { index: distance(after) <= distance(before) ? after : before, exact: false }
}

function withHead(log: HeldLog, headWhole: boolean): HeldLog {
  const start = log.timestamps[0]
  if (headWhole || start === undefined) return log
  return { ...log, withheld: firstAtOrAfter(log, start + 1) }
}

function sharedPrefix(before: readonly string[], after: readonly string[]): number {
  const most = Math.min(before.length, after.length)
  let index = 0
  while (index < most && before[index] === after[index]) index++
  return index
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high))
