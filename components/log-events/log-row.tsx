'use client'

import { memo } from 'react'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import { plainLines } from '@/lib/images/log-events/display-line'
import { anchorOf } from '@/lib/images/log-events/held-log'
import { longestShown, rowKind } from '@/lib/images/log-events/rows'
import { rowTokens } from '@/lib/images/log-events/tokens'
import { formatDuration, formatTime, zoneName } from '@/lib/images/time-format'
import type { RowContext } from './row-context'
import { StepHeader } from './step-header'
import { formatLineTime } from './time-mode'
import { TokenText } from './token-text'
import type { StepSection } from './use-steps'

/** The row at a place in `context.view.rows`, counted from 0. */
export function LogRow({ row, context }: { row: number; context: RowContext }) {
  const { view } = context
  const { rows, held } = view
  const event = rows.event[row]
  if (event === undefined || row >= rows.count) return <div className="log-row" />
  const kind = rows.kind[row]
  if (kind === rowKind.gap)
    return <GapRow length={(held.timestamps[event] ?? 0) - (held.timestamps[event - 1] ?? 0)} />
  if (kind === rowKind.section)
    return <SectionRow section={context.sections[rows.line[row] ?? -1]} context={context} />
  if (kind === rowKind.hidden) return <HiddenRow count={rows.line[row] ?? 0} show={context.showHidden} />
  const line = rows.line[row] ?? 0
  const from = rows.from[row] ?? 0
  const to = rows.to[row] ?? 0
  const anchor = anchorOf(held, event)
  const message = held.messages[event] ?? ''
  const plain = (held.shapes[event] ?? -1) >= 0
  const { marked, current, hit } = context
  const isCurrent = current?.event === event && current.line === line
  const clipped =
    to === longestShown
      ? hiddenCharacters(message, plain, line, rows.kind[row + 1] === rowKind.continuation)
      : 0
  return (
    <LineRow
      row={row}
      message={message}
      plain={plain}
      line={line}
      from={from}
      to={to}
      name={formatAnchor(anchor)}
      href={context.hrefOf(anchor)}
      timestamp={anchor.timestamp}
      time={
        kind === rowKind.line && line === 0
          ? formatLineTime(anchor.timestamp, context.timeMode, context.start)
          : ''
      }
      isMarked={marked !== undefined && marked.from <= event && event <= marked.to}
      isCurrent={isCurrent}
      isHit={hit?.event === event && hit.line === line}
      isError={context.errors.has(`${event}.${line}`)}
      pattern={context.pattern}
      clipped={clipped}
      show={clipped > 0 ? () => context.showLong(anchor) : undefined}
    />
  )
}

function SectionRow({ section, context }: { section: StepSection | undefined; context: RowContext }) {
  if (!section) return <div className="log-row" />
  const folded = context.folded.has(section.key)
  return (
    <div className="log-row" data-kind="section">
      <StepHeader section={section} folded={folded} toggle={() => context.setFold(section.key, !folded)} />
    </div>
  )
}

function HiddenRow({ count, show }: { count: number; show: () => void }) {
  return (
    <div className="log-row log-gap">
      <span>
        {count.toLocaleString('en')} {count === 1 ? 'line' : 'lines'} hidden ·{' '}
        <button type="button" tabIndex={-1} onClick={show} className="hover:text-ink hover:underline">
          show all
        </button>
      </span>
    </div>
  )
}

type LineRowProps = {
  row: number
  message: string
  plain: boolean
  line: number
  from: number
  to: number
  name: string
  href: string
  timestamp: number
  time: string
  isMarked: boolean
  isCurrent: boolean
  isHit: boolean
  isError: boolean
  pattern: RegExp | null
  clipped: number
  show: (() => void) | undefined
}

const LineRow = memo(function LineRow(props: LineRowProps) {
  const { row, name, href, timestamp, time, isMarked, isCurrent, isHit, isError, clipped, show } = props
  const tokens = rowTokens(props, props.pattern)
  const isStart = props.from === 0
  return (
    <div
      className="log-row"
      data-row={row}
      data-at={name}
      data-marked={isMarked || undefined}
      data-current={isCurrent || undefined}
      data-error={isError || undefined}
    >
      {isStart ? (
        <a
          className="log-time"
          href={href}
          aria-label={`Link to line ${name}${props.line > 0 ? `, line ${props.line + 1}` : ''}`}
          aria-current={isMarked ? 'location' : undefined}
          tabIndex={isCurrent ? 0 : -1}
          draggable={false}
          title={bothTimes(timestamp)}
        >
          {time}
        </a>
      ) : (
        <span className="log-time" />
      )}
      <span className="log-text">
        {tokens.map((token) => (
          <TokenText key={token.start} token={token} here={isHit} />
        ))}
        {show && (
          <button
            type="button"
            onClick={show}
            className="ml-2 rounded bg-sunken px-2 font-sans text-2xs text-ink-2 hover:text-ink"
          >
            +{formatSize(clipped)} · show
          </button>
        )}
      </span>
    </div>
  )
}, sameRow)

/** `show` is a new function each time; whether there is one follows from `clipped`. */
function sameRow(before: LineRowProps, after: LineRowProps): boolean {
  return (Object.keys(after) as (keyof LineRowProps)[]).every(
    (name) => name === 'show' || before[name] === after[name],
  )
}

function GapRow({ length }: { length: number }) {
  return (
    <div className="log-row log-gap">
      <span>{formatDuration(length)} without output</span>
    </div>
  )
}

function hiddenCharacters(message: string, plain: boolean, line: number, goesOn: boolean): number {
  if (goesOn) return 0
  const length = plain ? message.length : (plainLines(message)[line] ?? '').length
  return length - longestShown
}

const formatSize = (characters: number) =>
  characters < 1024 ? `${characters} characters` : `${Math.round(characters / 1024).toLocaleString('en')} KB`

const bothTimes = (timestamp: number) =>
  (['utc', 'local'] as const)
    .map((zone) => `${formatTime(timestamp, zone, true)} ${zoneName(timestamp, zone)}`)
    .join('\n')
