'use client'

import { memo } from 'react'
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
  isMarked: boolean
  isCurrent: boolean
  isHit: boolean
  isError: boolean
  isCause: boolean
  pattern: RegExp | null
  clipped: number
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
    >
      {isStart ? (
        <a
          className="log-time"
          href={href}
          aria-label={nameOf(props)}
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

const formatSize = (characters: number) =>
  characters < 1024 ? `${characters} characters` : `${Math.round(characters / 1024).toLocaleString('en')} KB`

/** What is visible is part of the name, so that speech control finds it. */
const nameOf = ({ time, name, line }: LineRowProps) =>
  `Link to line ${[time, name, line > 0 && `line ${line + 1}`].filter(Boolean).join(', ')}`

const otherTimes = (timestamp: number, start: number) =>
  [
    ...(['utc', 'local'] as const).map(
      (zone) => `${formatTime(timestamp, zone, true)} ${zoneName(timestamp, zone)}`,
    ),
    `${formatElapsed(timestamp - start)} since the start`,
  ].join('\n')
