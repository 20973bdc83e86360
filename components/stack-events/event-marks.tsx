import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { ResourceSpan } from '@/lib/images/stack-events/spans'
import { readStatus } from '@/lib/images/stack-events/status'
import styles from './timeline.module.css'

type Props = { span: ResourceSpan; scale: ClockScale; onSelect: (eventId: string) => void }

/** The events of the row that has the focus, each a stop for the arrow keys. */
export function EventMarks({ span, scale, onSelect }: Props) {
  const { from, to } = scale.view
  return span.events.map((event, index) => {
    const time = Date.parse(event.timestamp)
    if (time < from || time > to) return null
    return (
      <button
        key={event.eventId}
        type="button"
        tabIndex={-1}
        data-event={event.eventId}
        data-failed={readStatus(event.resourceStatus).phase === 'failed' || undefined}
        aria-label={`${event.resourceStatus}, ${event.timestamp}, event ${index + 1} of ${span.events.length}`}
        onClick={() => onSelect(event.eventId)}
        className={styles.event}
        style={{ left: `${(scale.x(time) / scale.width) * 100}%` }}
      />
    )
  })
}
