import { memo, type RefCallback } from 'react'
import type { StackEvent } from '@/lib/images/schemas'
import { boxesOf } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import { headline, lengthOf, spanName } from '@/lib/images/stack-events/headline'
import type { OperationSpan, ResourceSpan } from '@/lib/images/stack-events/spans'
import { isUndoing } from '@/lib/images/stack-events/status'
import { formatDuration } from '@/lib/images/time-format'
import { Bar } from './bar'
import { CauseNote } from './cause-note'
import { EventMarks } from './event-marks'
import { glyphClass } from './status-look'
import styles from './timeline.module.css'
import type { CauseLine } from './use-cause-line'

export type RowProps = {
  span: ResourceSpan
  isStack: boolean
  scale: ClockScale
  worldRef: RefCallback<HTMLElement>
  now: number
  /** The likely root cause, when it happened here. */
  cause: StackEvent | undefined
  /** The step of the log that failed, when it is what the cause is about. */
  failedStep: string | undefined
  /** The line of the log that tells it, when it is known. */
  causeLine: CauseLine | undefined
  selected: boolean
  /** `tab`: the one row in the order of Tab; `focus`: it has the focus as well. */
  active: 'no' | 'tab' | 'focus'
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

const look = (operation: OperationSpan) => `${operation.operation} ${operation.state}`

export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { span, isStack, scale, worldRef, now, cause, selected, active, logHref, onSelect } = props
  const last = headline(span)
  const boxes = boxesOf(span.operations, scale, now, look)
  const event = cause ?? last.endedBy ?? last.segments.at(-1)?.event
  const quiet = last.state === 'cancelled' || last.state === 'unfinished'
  const background = selected
    ? `bg-accent-soft ${styles.selected}`
    : cause
      ? `bg-bad-soft/60 ${styles.cause}`
      : 'hover:bg-sunken/70'
  return (
    <div
      data-span={span.key}
      data-focus-row={span.key}
      className={`${styles.row} scroll-mb-[55dvh] scroll-mt-10 rounded px-2 ${background}`}
    >
      <button
        type="button"
        data-row={span.key}
        tabIndex={active === 'no' ? -1 : 0}
        title={`${span.logicalResourceId}, ${span.resourceType}`}
        aria-label={`Details of ${spanName(span, now)}`}
        aria-pressed={selected}
        onClick={() => event && onSelect(event.eventId)}
        className={`${styles.name} ${glyphClass(last.state, isUndoing(last.operation))} ${isStack ? styles.stack : ''} ${quiet ? 'text-ink-3' : ''}`}
      >
        {span.logicalResourceId}
      </button>
      <span className={styles.chart}>
        <span ref={worldRef} className={styles.world}>
          {boxes.map((box) => (
            <Bar
              key={`${box.of.start} ${box.of.operation}`}
              box={box}
              scale={scale}
              index={span.operations.indexOf(box.of)}
              label={box.of === last ? undefined : formatDuration(lengthOf(box.of, now))}
              dim={quiet || (isStack && boxes.length === 1)}
              reachable={active !== 'no'}
              logHref={logHref}
              onSelect={onSelect}
            />
          ))}
          {active === 'focus' && <EventMarks span={span} scale={scale} onSelect={onSelect} />}
        </span>
      </span>
      <span className={`${styles.status} ${last.state === 'failed' ? styles.failed : ''}`}>
        {last.resourceStatus}
      </span>
      <span className={styles.duration}>{formatDuration(lengthOf(last, now))}</span>
      {cause && (
        <CauseNote cause={cause} failedStep={props.failedStep} line={props.causeLine} logHref={logHref} />
      )}
    </div>
  )
})
