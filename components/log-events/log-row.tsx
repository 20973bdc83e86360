'use client'

import { memo } from 'react'
import { stackEventsHref } from '@/lib/images/addresses'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { plainLines } from '@/lib/images/log-events/display-line'
import { foldAt } from '@/lib/images/log-events/echo-folds'
import { anchorOf, type HeldLog } from '@/lib/images/log-events/held-log'
import { longestShown, type RowKind, rowKind } from '@/lib/images/log-events/rows'
import { silenceBefore } from '@/lib/images/log-events/silences'
import { foldRepeats, foldStep, showHidden, showLong, toggleEcho } from '@/lib/images/log-view/fold'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import type { RowContext as Drawing } from '@/lib/images/log-view/select-drawing'
import { lineNumberOf } from '@/lib/images/log-view/select-steps'
import { formatDuration } from '@/lib/images/time-format'
import { EchoHeader } from './echo-header'
import { HiddenRow } from './hidden-row'
import { LineRow } from './line-row'
import { StackEventRow } from './stack-event-row'
import { StepHeader } from './step-header'
import { formatLineTime, formatTurn, type TimeMode } from './time-mode'

/** All that a row needs beyond its number. A new value draws the visible rows again, nothing else. */
export type RowContext = Drawing & { readonly store: LogViewStore; readonly timeMode: TimeMode }

type RowProps = { row: number; event: number; context: RowContext }

/** How each kind of row is drawn, always one row high. */
const drawn: Record<RowKind, (props: RowProps) => React.ReactNode> = {
  [rowKind.line]: Line,
  [rowKind.continuation]: Line,
  [rowKind.gap]: Gap,
  [rowKind.section]: SectionHeader,
  [rowKind.hidden]: Hidden,
  [rowKind.stackEvent]: StackEventMarker,
  [rowKind.echo]: Echo,
}

/** The row at a place in `context.view.rows`, counted from 0. Scrolling gives it nothing new to draw. */
export const LogRow = memo(function LogRow({ row, context }: { row: number; context: RowContext }) {
  const { rows } = context.view
  const event = rows.event[row]
  // For a moment the list may ask for rows of its last numbering, which are not there any more.
  if (event === undefined || row >= rows.count) return <div className="log-row" />
  return drawn[rows.kind[row] as RowKind]({ row, event, context })
})

function Line({ row, event, context }: RowProps) {
  const { rows, held } = context.view
  const line = rows.line[row] ?? 0
  const from = rows.from[row] ?? 0
  const to = rows.to[row] ?? 0
  const anchor = anchorOf(held, event)
  const message = held.messages[event] ?? ''
  const plain = (held.shapes[event] ?? -1) >= 0
  const { marked, current, hit } = context
  const goesOn = rows.kind[row + 1] === rowKind.continuation
  const clipped = to === longestShown && !goesOn ? lengthOf(message, plain, line) - to : 0
  const isFirst = rows.kind[row] === rowKind.line && line === 0
  const before = isFirst && event > held.withheld ? held.timestamps[event - 1] : undefined
  const turn = before === undefined ? undefined : formatTurn(anchor.timestamp, before, context.timeMode)
  const { sections, columns } = context
  const isCause = context.causes.has(`${event}.${line}`)
  const repeats = isFirst ? rows.repeats.get(event) : undefined
  return (
    <LineRow
      row={row}
      message={message}
      plain={plain}
      line={line}
      from={from}
      to={to}
      name={formatAnchor(anchor)}
      href={context.hrefOf(repeats?.folded ? runOf(held, event, repeats.count) : anchor, line)}
      timestamp={anchor.timestamp}
      start={context.start}
      time={isFirst ? (turn ?? formatLineTime(anchor.timestamp, context.timeMode, context.start)) : ''}
      isTurn={turn !== undefined}
      number={isFirst ? lineNumberOf(sections, context, event) : undefined}
      isMarked={isMarked(marked, event, line)}
      isCurrent={current?.event === event && current.line === line}
      isHit={hit?.event === event && hit.line === line}
      isBookmarked={context.bookmarks.has(`${event}.${line}`)}
      isError={context.errors.has(`${event}.${line}`)}
      isCause={isCause}
      isLabelled={isCause && !goesOn && to - from + labelColumns <= columns}
      pattern={context.pattern}
      clipped={clipped}
      repeats={repeats?.count}
      isFolded={repeats?.folded}
      foldRepeats={
        repeats ? () => foldRepeats(context.store, event, repeats.count, !repeats.folded) : undefined
      }
      show={clipped > 0 ? () => showLong(context.store, anchor) : undefined}
    />
  )
}

/** What the words "Likely cause" take behind a line, and some room before them. */
const labelColumns = 16

const isMarked = (marked: RowContext['marked'], event: number, line: number) =>
  marked !== undefined &&
  marked.from <= event &&
  event <= marked.to &&
  (marked.line === undefined || marked.line === line)

const runOf = (held: HeldLog, event: number, count: number) => ({
  from: anchorOf(held, event),
  to: anchorOf(held, event + count - 1),
})

const lengthOf = (message: string, plain: boolean, line: number) =>
  plain ? message.length : (plainLines(message)[line] ?? '').length

function Gap({ event, context: { view } }: RowProps) {
  return (
    <div className="log-row log-gap">
      <span>{formatDuration(silenceBefore(view.held, event))} without output</span>
    </div>
  )
}

function SectionHeader({ event, context: { store, sections, folded } }: RowProps) {
  const section = sections.find(({ headed, start }) => headed && start === event)
  if (!section) return <div className="log-row" />
  const isFolded = folded.has(section.key)
  return (
    <div className="log-row" data-kind="section">
      <StepHeader
        section={section}
        folded={isFolded}
        toggle={() => foldStep(store, section.key, !isFolded)}
      />
    </div>
  )
}

function Echo({ row, event, context: { view, store, echo, isEchoOpen } }: RowProps) {
  const fold = foldAt(echo, event, view.rows.line[row] ?? 0)
  if (!fold) return <div className="log-row" />
  return (
    <div className="log-row" data-kind="echo">
      <EchoHeader fold={fold} open={isEchoOpen(fold)} toggle={() => toggleEcho(store, fold)} />
    </div>
  )
}

function Hidden({ row, context: { view, store } }: RowProps) {
  return (
    <HiddenRow
      count={view.rows.line[row] ?? 0}
      isFirst={row === 0}
      isLast={row === view.rows.count - 1}
      show={(part) => showHidden(store, row, part)}
    />
  )
}

function StackEventMarker({ row, context: { view, store, markers, timeMode, start } }: RowProps) {
  const event = markers.events[view.rows.line[row] ?? -1]
  if (!event) return <div className="log-row" />
  const time = formatLineTime(Date.parse(event.timestamp), timeMode, start)
  const { imageId, region, account } = store.getState().stream
  const href = stackEventsHref(imageId, { region, account, stackId: markers.stackId, event: event.eventId })
  return <StackEventRow event={event} time={time} href={href} />
}

/** A row's name while the log grows. For a moment the list may ask for rows of its last numbering, which are not there any more. */
export function rowKey(row: number, { view: { rows, held } }: RowContext): string {
  const event = rows.event[row]
  if (event === undefined || row >= rows.count) return `none.${row}`
  const { timestamp, ordinal } = anchorOf(held, event)
  return `${timestamp}.${ordinal}.${rows.line[row]}.${rows.from[row]}.${rows.kind[row]}`
}
