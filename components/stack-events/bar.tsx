import type { Box } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { OperationSpan } from '@/lib/images/stack-events/spans'
import { isUndoing } from '@/lib/images/stack-events/status'
import styles from './bar.module.css'
import { logLink } from './open-log'

type Props = {
  box: Box<OperationSpan>
  scale: ClockScale
  index: number
  /** Written into the bar where there is room. */
  label: string | undefined
  dim: boolean
  /** In the order of Tab. */
  reachable: boolean
  /** The log at that time; absent while there is no log to open. */
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

/** An operation on the clock. It opens the log where it is clicked; a failed one where it failed. */
export function Bar({ box, scale, index, label, dim, reachable, logHref, onSelect }: Props) {
  const span = box.of
  const moment = span.state === 'failed' ? (span.end ?? span.start) : span.start
  const look = [
    styles.bar,
    styles.operation,
    styles[span.state],
    isUndoing(span.operation) && styles.undoing,
    box.cutLeft && styles.cutLeft,
    box.cutRight && styles.cutRight,
    dim && styles.dim,
  ]
  const requested = requestedWidth(span, scale, box)
  const shared = {
    className: look.filter(Boolean).join(' '),
    style: placed(box, scale),
    tabIndex: reachable ? 0 : -1,
    'data-operation': index,
  }
  const inner = (
    <>
      {requested > 1 && (
        <span className={styles.requested} style={{ width: `${(requested / box.width) * 100}%` }} />
      )}
      {label && box.width - requested > 72 && (
        <span className={styles.label} style={{ marginLeft: requested + 4 }}>
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
        aria-label={`Details of ${span.resourceStatus}`}
        onClick={() => event && onSelect(event.eventId)}
        {...shared}
      >
        {inner}
      </button>
    )
  }
  const { href, ...opens } = logLink(logHref, moment, span.state !== 'failed')
  return (
    <a
      href={href}
      {...opens}
      aria-label={`Log at ${span.resourceStatus}, ${new Date(moment).toISOString()}`}
      {...shared}
    >
      {inner}
    </a>
  )
}

/** A box's place in shares of the world it is drawn in: right at every width the world is shown at, print included. */
export function placed(box: { x: number; width: number }, scale: ClockScale) {
  return { left: `${(box.x / scale.width) * 100}%`, width: `${(box.width / scale.width) * 100}%` }
}

/** How much of the bar passed before the resource had a physical id. */
function requestedWidth(span: OperationSpan, scale: ClockScale, box: Box<OperationSpan>): number {
  const [first, second] = span.segments
  if (box.count > 1 || !first || !second || first.event.physicalResourceId !== '') return 0
  return Math.min(box.width, Math.max(0, scale.x(second.start) - box.x))
}
