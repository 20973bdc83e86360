import { memo } from 'react'
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
import { StatusGlyph } from './status-look'
import styles from './timeline.module.css'

export type RowProps = {
  span: ResourceSpan
  isStack: boolean
  scale: ClockScale
  now: number
  /** The likely root cause, when it happened here. */
  cause: StackEvent | undefined
  /** The step of the log that failed, when it is what the cause is about. */
  failedStep: string | undefined
  selected: boolean
  /** `tab`: the one row in the order of Tab; `focus`: it has the focus as well. */
  active: 'no' | 'tab' | 'focus'
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

const look = (operation: OperationSpan) => `${operation.operation} ${operation.state}`

export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { span, isStack, scale, now, cause, selected, active, logHref, onSelect } = props
  const last = headline(span)
  const boxes = boxesOf(span.operations, scale, now, look)
  const event = cause ?? last.endedBy ?? last.segments.at(-1)?.event
  const quiet = last.state === 'cancelled' || last.state === 'unfinished'
  const name = (
    <button
      type="button"
      data-row={span.key}
      tabIndex={active === 'no' ? -1 : 0}
      aria-label={`Details of ${spanName(span, now)}`}
      aria-pressed={selected}
      onClick={() => event && onSelect(event.eventId)}
      className={`${styles.name} ${isStack ? 'font-semibold' : ''} ${quiet ? 'text-ink-3' : ''}`}
    >
      <StatusGlyph state={last.state} quiet={isUndoing(last.operation)} />
      <span className="truncate" title={`${span.logicalResourceId}, ${span.resourceType}`}>
        {span.logicalResourceId}
      </span>
    </button>
  )
  return (
    <div
      data-span={span.key}
      data-focus-row={span.key}
      className={`scroll-mb-[55dvh] scroll-mt-10 rounded px-2 ${selected ? 'bg-accent-soft' : cause ? 'bg-bad-soft/60' : 'hover:bg-sunken/70'}`}
    >
      <div className={styles.row}>
        {isStack ? (
          <span className="flex h-full min-w-0 items-center gap-1.5">
            {name}
            <span className="text-xs text-ink-3">stack</span>
          </span>
        ) : (
          name
        )}
        <span className={styles.chart}>
          <span className={styles.world}>
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
        <span className={styles.status}>
          <span
            className={`font-mono text-2xs ${last.state === 'failed' ? 'font-medium text-bad' : 'text-ink-3'}`}
          >
            {last.resourceStatus}
          </span>
          <span className={styles.duration}>{formatDuration(lengthOf(last, now))}</span>
        </span>
      </div>
      {cause && <CauseNote cause={cause} failedStep={props.failedStep} logHref={logHref} />}
    </div>
  )
})
