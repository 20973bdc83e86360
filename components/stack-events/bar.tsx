'use client'

import { useRouter } from 'next/navigation'
import type { Box } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { OperationSpan } from '@/lib/images/stack-events/spans'
import { isUndoing } from '@/lib/images/stack-events/status'
import styles from './bar.module.css'

type Props = {
  box: Box<OperationSpan>
  scale: ClockScale
  index: number
  /** Written into the bar where there is room. */
  label: string | undefined
  dim: boolean
  /** The log at that time; absent while there is no log to open. */
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

/** An operation on the clock. It opens the log where it is clicked; a failed one where it failed. */
export function Bar({ box, scale, index, label, dim, logHref, onSelect }: Props) {
  const router = useRouter()
  const span = box.of
  const moment = span.state === 'failed' ? (span.end ?? span.start) : span.start
  const look = [
    styles.bar,
    styles[span.state],
    isUndoing(span.operation) && styles.undoing,
    box.cutLeft && styles.cutLeft,
    box.cutRight && styles.cutRight,
    dim && 'opacity-45',
    "absolute top-1/2 h-3 -translate-y-1/2 before:absolute before:-inset-x-0.5 before:-inset-y-1.5 before:content-[''] hover:brightness-110",
  ]
  const shared = {
    className: look.filter(Boolean).join(' '),
    style: { left: box.x, width: Math.max(3, box.width) },
    'data-operation': index,
  }
  const requested = requestedWidth(span, scale, box)
  const inner = (
    <>
      {requested > 1 && (
        <span className={`${styles.requested} absolute inset-y-0 left-0`} style={{ width: requested }} />
      )}
      {label && box.width - requested > 72 && (
        <span
          className="pointer-events-none absolute inset-y-0 flex items-center text-[0.625rem] font-medium tabular-nums text-surface"
          style={{ left: requested + 6 }}
        >
          {label}
        </span>
      )}
    </>
  )
  if (!logHref) {
    const event = span.endedBy ?? span.segments.at(-1)?.event
    return (
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Details of ${span.resourceStatus}`}
        onClick={() => event && onSelect(event.eventId)}
        {...shared}
      >
        {inner}
      </button>
    )
  }
  return (
    // Hundreds of bars: a plain link, whose base path and client navigation cost nothing until they are needed.
    <a
      href={`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}${logHref(moment)}`}
      tabIndex={-1}
      aria-label={`Log at ${span.resourceStatus}, ${new Date(moment).toISOString()}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        // Only a pointer says where in the bar; a failed one leads to its failure from anywhere.
        const exact = span.state !== 'failed' && event.detail > 0
        const within = event.clientX - event.currentTarget.getBoundingClientRect().left
        router.push(logHref(exact ? Math.round(scale.timeAt(box.x + within)) : moment))
      }}
      {...shared}
    >
      {inner}
    </a>
  )
}

/** How much of the bar passed before the resource had a physical id. */
function requestedWidth(span: OperationSpan, scale: ClockScale, box: Box<OperationSpan>): number {
  const [first, second] = span.segments
  if (box.count > 1 || !first || !second || first.event.physicalResourceId !== '') return 0
  return Math.min(box.width, Math.max(0, scale.x(second.start) - box.x))
}
