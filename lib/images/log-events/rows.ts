import { formatAnchor } from './anchor'
import { plainLines } from './display-line'
import { type EchoFold, walkFolds } from './echo-folds'
import { anchorOf, type HeldLog } from './held-log'
import { endOfRepeats, leastRepeats, type Repeats } from './repeats'
import { leastSilence } from './silences'
import { cellsOf, cutLine } from './wrap'

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
   * Which line of the event, of a fold of echo its first; of a stack event its number in the options; of hidden rows
   * how many lines they stand for.
   */
  readonly line: Int32Array
  /** The characters of the line's plain text that the row shows, `to` excluded. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** The most cells that one row takes. */
  readonly longest: number
  /** Runs of equal lines, by their first event. */
  readonly repeats: ReadonlyMap<number, Repeats>
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
  /** Only those from `from` until before `to` stand there: beyond an end that is not reached other lines may come. */
  readonly stackEventSpan?: { readonly from: number; readonly to: number } | undefined
  /** Runs of echoed lines, in order: each gets a header row, and its lines only when it is open. */
  readonly echo: readonly EchoFold[]
  readonly isEchoOpen: (fold: EchoFold) => boolean
  /** Events without rows. */
  readonly hidden: ReadonlySet<number>
  /** A run of equal lines stands open when it holds one of these events, its first one aside. */
  readonly openRepeats: readonly number[]
}

/** Longer lines are clipped: painting a megabyte of text costs 130–175 ms. */
export const longestShown = 8_192

/** The rows of the events in view, or of those from `start` to `end` (excluded). */
export function buildRows(
  log: HeldLog,
  options: RowOptions,
  start = log.withheld,
  end = log.messages.length,
): Rows {
  const { timestamps, shapes, messages, withheld } = log
  const { columns, wrap, sections, folded, shown, echo, isEchoOpen, hidden, openRepeats } = options
  const out = rowWriter(end - start + sections.length + options.stackEventTimes.length)
  const repeats = new Map<number, Repeats>()
  let next = 0
  let runEnd = 0
  const stackEvents = walkStackEvents(options, start > withheld ? (timestamps[start - 1] ?? 0) : -Infinity)
  const putStackEvents = (event: number, until: number) => {
    for (let number = stackEvents.take(until); number >= 0; number = stackEvents.take(until))
      out.put(rowKind.stackEvent, event, number, 0, 0)
  }
  const folds = walkFolds(echo)
  for (let event = start; event < end; event++) {
    if (event > withheld && (timestamps[event] ?? 0) - (timestamps[event - 1] ?? 0) >= leastSilence) {
      out.put(rowKind.gap, event, 0, 0, 0)
    }
    putStackEvents(event, timestamps[event] ?? 0)
    let skipTo = event
    for (let section = sections[next]; section && section.start <= event; section = sections[++next]) {
      if (section.end <= event) continue
      if (section.headed && section.start === event) out.put(rowKind.section, event, 0, 0, 0)
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
    const first = event
    const hasEcho = folds.isIn(event)
    const shape = shapes[event] ?? -1
    // Nearly all lines differ, and nearly all of those in length: asked here, as this runs for each of them.
    if (!hasEcho && event >= runEnd && maySay(shape, shapes[event + 1]) && maySay(shape, shapes[event + 2])) {
      runEnd = endOfRun(log, event, sections[next]?.start, stackEvents.nextTime())
      const count = runEnd - event
      if (count >= leastRepeats) {
        const isOpen = openRepeats.some((opened) => event < opened && opened < runEnd)
        repeats.set(event, { count, folded: !isOpen })
        if (!isOpen) event = runEnd - 1
      }
    }
    if (!hasEcho && shape >= 0 && shape <= longestShown && (!wrap || shape * 2 <= columns)) {
      out.put(rowKind.line, first, 0, 0, shape)
      continue
    }
    const whole = shown.size > 0 && shown.has(formatAnchor(anchorOf(log, first)))
    const lines = shape >= 0 ? [messages[first] ?? ''] : plainLines(messages[first] ?? '')
    let hiddenTo = 0
    lines.forEach((text, line) => {
      const fold = hasEcho ? folds.beginningAt(first, line) : undefined
      if (fold) {
        out.put(rowKind.echo, first, line, 0, 0)
        if (!isEchoOpen(fold)) hiddenTo = fold.to
      }
      if (line < hiddenTo) return
      const length = whole ? text.length : Math.min(text.length, longestShown)
      if (!wrap && !whole) {
        out.put(rowKind.line, first, line, 0, length, cellsOf(text.slice(0, length)))
        return
      }
      let from = 0
      do {
        const to = cutLine(text, from, length, columns)
        out.put(from === 0 ? rowKind.line : rowKind.continuation, first, line, from, to)
        from = to
      } while (from < length)
    })
  }
  if (end === messages.length && end > withheld) putStackEvents(end - 1, Infinity)
  return out.done(repeats)
}

/** The stack events that have a row, one after the other, those after `after` (epoch milliseconds) only. */
function walkStackEvents({ stackEventTimes: times, stackEventSpan: span }: RowOptions, after: number) {
  const until = span?.to ?? Infinity
  let next = 0
  while (
    next < times.length &&
    ((times[next] ?? 0) <= after || (times[next] ?? 0) < (span?.from ?? -Infinity))
  )
    next++
  const nextTime = () => (next < times.length && (times[next] ?? 0) < until ? (times[next] ?? 0) : Infinity)
  return {
    nextTime,
    /** The number of the next one, when it happened by `time`; else -1. */
    take: (time: number) =>
      nextTime() <= time && next < times.length && nextTime() < Infinity ? next++ : -1,
  }
}

/** Whether events of these shapes can show the same line. */
const maySay = (shape: number, other: number | undefined) => other === shape || other === -1 || shape === -1

/** A run of equal lines ends where the next section begins, at a silence and at a stack event. */
function endOfRun(log: HeldLog, start: number, nextSection = Infinity, nextStackEvent = Infinity): number {
  const { timestamps } = log
  const end = endOfRepeats(log, start, Math.min(nextSection, log.messages.length))
  for (let event = start + 1; event < end; event++) {
    const time = timestamps[event] ?? 0
    if (time >= nextStackEvent || time - (timestamps[event - 1] ?? 0) >= leastSilence) return event
  }
  return end
}

/** Columns that grow. */
export function rowWriter(expected: number) {
  let size = Math.max(expected, 16)
  let count = 0
  let longest = 0
  let kind = new Uint8Array(size)
  let [event, line, from, to] = [0, 0, 0, 0].map(() => new Int32Array(size)) as Columns
  return {
    put(k: number, e: number, l: number, f: number, t: number, cells = t - f) {
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
      if (cells > longest) longest = cells
      count++
    },
    done: (repeats: ReadonlyMap<number, Repeats>): Rows => ({
      count,
      kind,
      event,
      line,
      from,
      to,
      longest,
      repeats,
    }),
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
