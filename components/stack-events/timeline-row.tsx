'use client'

import { Flag } from 'lucide-react'
import Link from 'next/link'
import { memo } from 'react'
import { Timestamp } from '@/components/timestamp'
import type { StackEvent } from '@/lib/images/schemas'
import { boxesOf } from '@/lib/images/stack-events/boxes'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import { headline, lengthOf, spanName } from '@/lib/images/stack-events/headline'
import { unwrapReason } from '@/lib/images/stack-events/reason'
import type { OperationSpan, ResourceSpan } from '@/lib/images/stack-events/spans'
import { isUndoing } from '@/lib/images/stack-events/status'
import { formatDuration } from '@/lib/images/time-format'
import { Bar } from './bar'
import { rowGrid } from './row-grid'
import { StatusGlyph } from './status-look'

export type RowProps = {
  span: ResourceSpan
  isStack: boolean
  scale: ClockScale
  now: number
  /** The likely root cause, when it happened here. */
  cause: StackEvent | undefined
  selected: boolean
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

const look = (operation: OperationSpan) => `${operation.operation} ${operation.state}`

export const TimelineRow = memo(function TimelineRow(props: RowProps) {
  const { span, isStack, scale, now, cause, selected, logHref, onSelect } = props
  const last = headline(span)
  const boxes = boxesOf(span.operations, scale, now, look)
  const event = cause ?? last.endedBy ?? last.segments.at(-1)?.event
  const quiet = last.state === 'cancelled' || last.state === 'unfinished'
  return (
    <div
      data-span={span.key}
      className={`scroll-mb-[55dvh] scroll-mt-10 rounded px-2 ${selected ? 'bg-accent-soft' : cause ? 'bg-bad-soft/60' : 'hover:bg-sunken/70'}`}
    >
      <div className={rowGrid}>
        <button
          type="button"
          data-row
          aria-label={`Details of ${spanName(span, now)}`}
          aria-pressed={selected}
          onClick={() => event && onSelect(event.eventId)}
          className={`flex h-full min-w-0 items-center gap-1.5 text-left ${isStack ? 'font-semibold' : ''} ${quiet ? 'text-ink-3' : 'text-ink'}`}
        >
          <StatusGlyph state={last.state} quiet={isUndoing(last.operation)} />
          <span className="truncate">{span.logicalResourceId}</span>
          {isStack && <span className="text-xs font-normal text-ink-3">stack</span>}
        </button>
        <span className="relative h-full overflow-hidden max-md:order-last max-md:col-span-2 max-md:h-4">
          {boxes.map((box) => (
            <Bar
              key={`${box.of.start} ${box.of.operation}`}
              box={box}
              scale={scale}
              index={span.operations.indexOf(box.of)}
              label={box.of === last ? undefined : formatDuration(lengthOf(box.of, now))}
              dim={quiet || (isStack && boxes.length === 1)}
              logHref={logHref}
              onSelect={onSelect}
            />
          ))}
        </span>
        <span className="flex items-center justify-end gap-3 whitespace-nowrap text-xs">
          <span
            className={`font-mono text-2xs ${last.state === 'failed' ? 'font-medium text-bad' : 'text-ink-3'}`}
          >
            {last.resourceStatus}
          </span>
          <span className="min-w-18 text-right tabular-nums text-ink-2 max-md:min-w-0">
            {formatDuration(lengthOf(last, now))}
          </span>
        </span>
      </div>
      {cause && <CauseNote cause={cause} logHref={logHref} />}
    </div>
  )
})

function CauseNote({ cause, logHref }: { cause: StackEvent; logHref: RowProps['logHref'] }) {
  const reason = unwrapReason(cause.resourceStatusReason ?? '')
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 pb-1.5 pl-5 text-xs">
      <span className="inline-flex items-center gap-1 font-medium text-bad">
        <Flag aria-hidden className="size-3 fill-current" />
        Likely root cause{/^DELETE/.test(cause.resourceStatus) && ' of the failed clean-up'}
      </span>
      <span className="min-w-0 break-words text-ink-2">{reason.message}</span>
      {logHref && (
        <Link
          prefetch={false}
          href={logHref(Date.parse(cause.timestamp))}
          className="prose-link whitespace-nowrap"
        >
          Open the log at <Timestamp value={cause.timestamp} />
        </Link>
      )}
    </p>
  )
}
