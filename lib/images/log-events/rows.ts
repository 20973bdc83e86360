import { formatAnchor } from './anchor'
import { plainLines } from './display-line'
import { type EchoFold, walkFolds } from './echo-folds'
import { anchorOf, type HeldLog } from './held-log'
import { cutLine } from './wrap'

/** Rows have one height; a display line is one row, or several when it wraps. */
export const rowKind = {
  line: 0,
  continuation: 1,
  gap: 2,
  section: 3,
  hidden: 4,
  stackEvent: 5,
  echo: 6,
} as const

export type RowKind = (typeof rowKind)[keyof typeof rowKind]

/**
 * What the list draws, by column, one entry per row. `event` is the index in the held log (for a gap, a section, a
 * stack event or a run of hidden rows: of the event that follows it, or the first hidden one; after the last event: of
 * that), so it never falls from row to row.
 */
export type Rows = {
  readonly count: number
  readonly kind: Uint8Array
  readonly event: Int32Array
  /**
   * Which line of the event, of a fold of echo its first; of a section or stack event its number in the options; of
   * hidden rows how many lines they stand for.
   */
  readonly line: Int32Array
  /** The characters of the line's plain text that the row shows, `to` excluded. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** The most characters in one row. */
  readonly longest: number
}

/** A run of events under one header. */
export type Section = {
  readonly key: string
  /** Indexes in the held log, `end` excluded. */
  readonly start: number
  readonly end: number
  /** False when the section began before the held log: it has no header row then. */
  readonly headed: boolean
}

export type RowOptions = {
  /** How many columns fit. */
  readonly columns: number
  readonly wrap: boolean
  /** Names of events whose very long lines are shown in full. */
  readonly shown: ReadonlySet<string>
  /** By start; an inner section directly follows the outer one it lies in. */
  readonly sections: readonly Section[]
  readonly folded: ReadonlySet<string>
  /** When the stack events that stand between the lines happened: epoch milliseconds, ascending. */
  readonly stackEventTimes: readonly number[]
  /** Runs of echoed lines, in order: each gets a header row, and its lines only when it is open. */
  readonly echo: readonly EchoFold[]
  readonly isEchoOpen: (fold: EchoFold) => boolean
  /** Events without rows. */
  readonly hidden: ReadonlySet<number>
}

/** Longer lines are clipped: painting a megabyte of text costs 130–175 ms. */
export const longestShown = 8_192

/** Silence worth a row of its own. */
const gap = 60_000

export function buildRows(log: HeldLog, options: RowOptions): Rows {
  const { timestamps, shapes, messages, withheld } = log
  const { columns, wrap, sections, folded, shown, echo, isEchoOpen, hidden, stackEventTimes } = options
  const out = rowWriter(messages.length - withheld + sections.length + stackEventTimes.length)
  let next = 0
  let stackEvent = 0
  const putStackEvents = (event: number, until: number) => {
    while (stackEvent < stackEventTimes.length && (stackEventTimes[stackEvent] ?? 0) <= until)
      out.put(rowKind.stackEvent, event, stackEvent++, 0, 0)
  }
  const folds = walkFolds(echo)
  for (let event = withheld; event < messages.length; event++) {
    if (event > withheld && (timestamps[event] ?? 0) - (timestamps[event - 1] ?? 0) >= gap) {
      out.put(rowKind.gap, event, 0, 0, 0)
    }
    putStackEvents(event, timestamps[event] ?? 0)
    let skipTo = event
    for (let section = sections[next]; section && section.start <= event; section = sections[++next]) {
      if (section.end <= event) continue
      if (section.headed && section.start === event) out.put(rowKind.section, event, next, 0, 0)
      if (!folded.has(section.key)) continue
      skipTo = section.end
      while ((sections[next + 1]?.end ?? Infinity) <= skipTo && (sections[next + 1]?.start ?? 0) < skipTo)
        next++
    }
    if (skipTo > event) {
      event = skipTo - 1
      continue
    }
    if (hidden.size > 0 && hidden.has(event)) continue
    const shape = shapes[event] ?? -1
    const hasEcho = folds.isIn(event)
    if (!hasEcho && shape >= 0 && shape <= longestShown && (!wrap || shape * 2 <= columns)) {
      out.put(rowKind.line, event, 0, 0, shape)
      continue
    }
    const whole = shown.size > 0 && shown.has(formatAnchor(anchorOf(log, event)))
    const lines = shape >= 0 ? [messages[event] ?? ''] : plainLines(messages[event] ?? '')
    let hiddenTo = 0
    lines.forEach((text, line) => {
      const fold = hasEcho ? folds.beginningAt(event, line) : undefined
      if (fold) {
        out.put(rowKind.echo, event, line, 0, 0)
        if (!isEchoOpen(fold)) hiddenTo = fold.to
      }
      if (line < hiddenTo) return
      const end = whole ? text.length : Math.min(text.length, longestShown)
      if (!wrap && !whole) {
        out.put(rowKind.line, event, line, 0, end)
        return
      }
      let from = 0
      do {
        const to = cutLine(text, from, end, columns)
        out.put(from === 0 ? rowKind.line : rowKind.continuation, event, line, from, to)
        from = to
      } while (from < end)
    })
  }
  if (messages.length > withheld) putStackEvents(messages.length - 1, Infinity)
  return out.done()
}

/** Columns that grow. */
export function rowWriter(expected: number) {
  let size = Math.max(expected, 16)
  let count = 0
  let longest = 0
  let kind = new Uint8Array(size)
  let [event, line, from, to] = [0, 0, 0, 0].map(() => new Int32Array(size)) as Columns
  return {
    put(k: number, e: number, l: number, f: number, t: number) {
      if (count === size) {
        size *= 2
        const grown = new Uint8Array(size)
        grown.set(kind)
        kind = grown
        ;[event, line, from, to] = [event, line, from, to].map((column) => {
          const wide = new Int32Array(size)
          wide.set(column)
          return wide
        }) as Columns
      }
      kind[count] = k
      event[count] = e
      line[count] = l
      from[count] = f
      to[count] = t
      if (t - f > longest) longest = t - f
      count++
    },
    done: (): Rows => ({ count, kind, event, line, from, to, longest }),
  }
}

type Columns = [Int32Array, Int32Array, Int32Array, Int32Array]

/** The index of the first row whose event is `event` or later; `count` when there is none. */
export function firstRowOfEvent(rows: Rows, event: number): number {
  let low = 0
  let high = rows.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((rows.event[middle] ?? 0) < event) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The row that shows a character of an event's line. When it is folded or filtered away: the row that stands for
 * it, or the nearest before it.
 */
export function rowOf(rows: Rows, event: number, line = 0, character = 0): number {
  let best = -1
  for (let row = firstRowOfEvent(rows, event); row < rows.count && rows.event[row] === event; row++) {
    const kind = rows.kind[row]
    if (kind !== rowKind.line && kind !== rowKind.continuation && kind !== rowKind.echo) {
      if (best < 0) best = row
      continue
    }
    if ((rows.line[row] ?? 0) > line) break
    if (rows.line[row] === line && (rows.from[row] ?? 0) > character) break
    best = row
  }
  return best >= 0 ? best : Math.max(0, firstRowOfEvent(rows, event) - 1)
}
