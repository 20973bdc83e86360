'use client'

import { memo } from 'react'
import type { FindPattern } from '@/lib/images/log-events/find-query'
import { rowTokens } from '@/lib/images/log-events/tokens'
import { formatTime, zoneName } from '@/lib/images/time-format'
import { formatElapsed } from './time-mode'
import { TokenText } from './token-text'

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
  /** The log's first moment. */
  start: number
  time: string
  /** The day or the clock is another one than at the line before. */
  isTurn: boolean
  /** Within the step. */
  number: number | undefined
  isMarked: boolean
  isCurrent: boolean
  isHit: boolean
  isError: boolean
  isCause: boolean
  /** There is room behind the row for the words that say so. */
  isLabelled: boolean
  isBookmarked: boolean
  pattern: FindPattern | null
  clipped: number
  /** How many equal lines begin here; `isFolded` when this row stands for all of them. */
  repeats: number | undefined
  isFolded: boolean | undefined
  foldRepeats: (() => void) | undefined
  show: (() => void) | undefined
}

/** A line of an event, or a part of one that wraps. Drawn again only when one of its own values changes. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const {
    row,
    name,
    href,
    timestamp,
    start,
    time,
    isMarked,
    isCurrent,
    isHit,
    isError,
    isCause,
    clipped,
    show,
  } = props
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
      data-cause={isCause ? (isStart ? 'start' : 'rest') : undefined}
      data-label={props.isLabelled || undefined}
      data-bookmark={props.isBookmarked || undefined}
      data-repeats={props.repeats}
    >
      {isStart ? (
        <a
          className="log-time"
          data-number={props.number}
          data-turn={props.isTurn || undefined}
          href={href}
          aria-label={`Link to line ${time && `${time}, `}${name}${props.line > 0 ? `, line ${props.line + 1}` : ''}`}
          aria-current={isMarked ? 'location' : undefined}
          tabIndex={isCurrent ? 0 : -1}
          draggable={false}
          title={otherTimes(timestamp, start)}
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
            className="ml-2 rounded bg-sunken px-2 font-sans text-xs text-ink-2 hover:text-ink"
          >
            +{formatSize(clipped)} · show
          </button>
        )}
      </span>
      {props.repeats && (
        <button
          type="button"
          tabIndex={-1}
          aria-expanded={!props.isFolded}
          aria-label={`Repeated ${props.repeats} times`}
          onClick={props.foldRepeats}
          className="log-repeats"
        >
          × {props.repeats.toLocaleString('en')}
        </button>
      )}
    </div>
  )
}, sameRow)

/** `show` and `foldRepeats` are new functions each time; what they do follows from the other values. */
function sameRow(before: LineRowProps, after: LineRowProps): boolean {
  return (Object.keys(after) as (keyof LineRowProps)[]).every(
    (name) => name === 'show' || name === 'foldRepeats' || before[name] === after[name],
  )
}

const formatSize = (characters: number) =>
  characters < 1024 ? `${characters} characters` : `${Math.round(characters / 1024).toLocaleString('en')} KB`

const otherTimes = (timestamp: number, start: number) =>
  [
    ...(['utc', 'local'] as const).map(
      (zone) => `${formatTime(timestamp, zone, true)} ${zoneName(timestamp, zone)}`,
    ),
    `${formatElapsed(timestamp - start)} since the start`,
  ].join('\n')
