import type { HeldLog } from './held-log'
import { sameLine } from './repeats'
import { buildRows, firstRowOfEvent, type RowOptions, type Rows, type Section } from './rows'
import { type Stretch, sharedStretch } from './shared-stretch'

/** Rows with what they were made of, so that the next ones need not be made from the start. */
export type BuiltRows = { readonly log: HeldLog; readonly options: RowOptions; readonly rows: Rows }

/**
 * The rows of a log, made anew only for events that `before` does not have yet: a page that comes costs its own rows,
 * not those of everything held. Whatever changes how rows are drawn, a fold or another width, makes them all anew.
 */
export function growRows(before: BuiltRows | undefined, log: HeldLog, options: RowOptions): BuiltRows {
  if (before?.log === log && before.options === options) return before
  const kept = before && keptStretch(before, log, options)
  if (!before || !kept) return { log, options, rows: buildRows(log, options) }
  const { from, to, shift } = kept
  const rows = joinRows(
    buildRows(log, options, log.withheld, from),
    shiftedRows(before.rows, from - shift, to - shift, shift),
    buildRows(log, options, to),
  )
  return { log, options, rows }
}

/** The events whose rows can stay: inside what both states share, with everything about them drawn as before. */
function keptStretch(before: BuiltRows, log: HeldLog, options: RowOptions): Stretch | undefined {
  if (!drawnAlike(before.options, options)) return undefined
  const shared = sharedStretch(before.log, log)
  if (!shared) return undefined
  const { shift } = shared
  // A row tells of its neighbours too: of the silence before it, the stack events between, of equal lines around it.
  let from = shared.from + 1
  for (let fold = foldOver(options, from); fold; fold = foldOver(options, from)) from = fold.end + 1
  while (from < shared.to && sameLine(log, from - 1, from)) from++
  let to = shared.to - 1
  while (to > from && sameLine(log, to - 1, to)) to--
  for (let fold = foldOver(options, to); fold; fold = foldOver(options, to)) to = fold.start
  const stretch = { from, to, shift }
  return from < to && foldsAlike(before.options, options, stretch) ? stretch : undefined
}

/** The folded section that an event lies in: what happened in its time stands after it. */
const foldOver = ({ sections, folded }: RowOptions, event: number) =>
  folded.size === 0
    ? undefined
    : sections.find(({ key, start, end }) => start < event && event <= end && folded.has(key))

/** Whether two ways to draw differ at most in which events they speak of. */
function drawnAlike(a: RowOptions, b: RowOptions): boolean {
  return (
    a.columns === b.columns &&
    a.wrap === b.wrap &&
    a.shown === b.shown &&
    a.folded === b.folded &&
    a.isEchoOpen === b.isEchoOpen &&
    a.stackEventTimes === b.stackEventTimes &&
    // What is hidden event by event is looked at event by event.
    a.hidden.size === 0 &&
    b.hidden.size === 0
  )
}

function foldsAlike(a: RowOptions, b: RowOptions, { from, to, shift }: Stretch): boolean {
  const inside = (event: number) => from <= event && event < to
  const opened = ({ openRepeats }: RowOptions, by: number) =>
    openRepeats
      .map((event) => event + by)
      .filter(inside)
      .join()
  const echoes = ({ echo }: RowOptions, by: number) =>
    echo.filter(({ event }) => inside(event + by)).map(({ key, to }) => `${key} ${to}`)
  const sections = ({ sections, folded }: RowOptions, by: number) =>
    sections.flatMap((section) => sectionInside(section, by, folded.has(section.key), from, to))
  return (
    opened(a, shift) === opened(b, 0) &&
    echoes(a, shift).join('\n') === echoes(b, 0).join('\n') &&
    sections(a, shift).join('\n') === sections(b, 0).join('\n')
  )
}

/** What a section does to the rows from `from` to `to`: its header there, and what it folds away. */
function sectionInside(
  { key, start, end, headed }: Section,
  by: number,
  isFolded: boolean,
  from: number,
  to: number,
): string[] {
  const [first, last] = [Math.max(start + by, from), Math.min(end + by, to)]
  if (first >= last) return []
  const header = headed && start + by >= from ? `header ${key} ${start + by}` : ''
  const folds = isFolded ? `folds ${first} ${last}` : ''
  return header || folds ? [`${header} ${folds}`] : []
}

function shiftedRows(rows: Rows, from: number, to: number, shift: number): Rows {
  const [first, last] = [firstRowOfEvent(rows, from), firstRowOfEvent(rows, to)]
  const event = rows.event.slice(first, last)
  if (shift !== 0) for (let row = 0; row < event.length; row++) event[row] = (event[row] ?? 0) + shift
  const repeats = new Map(
    [...rows.repeats].flatMap(([start, run]) =>
      from <= start && start < to ? [[start + shift, run] as const] : [],
    ),
  )
  return {
    count: last - first,
    kind: rows.kind.subarray(first, last),
    event,
    line: rows.line.subarray(first, last),
    from: rows.from.subarray(first, last),
    to: rows.to.subarray(first, last),
    longest: rows.longest,
    repeats,
  }
}

function joinRows(...parts: readonly Rows[]): Rows {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const kind = new Uint8Array(count)
  const [event, line, from, to] = [0, 0, 0, 0].map(() => new Int32Array(count)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  let at = 0
  for (const part of parts) {
    kind.set(part.kind.subarray(0, part.count), at)
    event.set(part.event.subarray(0, part.count), at)
    line.set(part.line.subarray(0, part.count), at)
    from.set(part.from.subarray(0, part.count), at)
    to.set(part.to.subarray(0, part.count), at)
    at += part.count
  }
  return {
    count,
    kind,
    event,
    line,
    from,
    to,
    longest: Math.max(...parts.map(({ longest }) => longest)),
    repeats: new Map(parts.flatMap(({ repeats }) => [...repeats])),
  }
}
