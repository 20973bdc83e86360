'use client'

import { useTimeZone } from '@/components/time-zone'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import { tickLabel } from '@/lib/images/stack-events/tick-label'
import { formatDuration } from '@/lib/images/time-format'
import styles from './bar.module.css'

/** The room a label needs to its right. */
const LABEL_PX = 44

/** The labels above the rows. */
export function AxisLabels({ scale, ticks }: { scale: ClockScale; ticks: readonly number[] }) {
  const { timeZone } = useTimeZone()
  const apart = (ticks[1] ?? 0) - (ticks[0] ?? 0)
  const edges = [scale.width, ...scale.collapsed.map(({ from }) => scale.x(from))]
  const fits = (tick: number) =>
    edges.every((edge) => scale.x(tick) >= edge || scale.x(tick) + LABEL_PX < edge)
  return (
    <>
      {ticks.map(
        (tick, index) =>
          fits(tick) && (
            <span
              key={tick}
              suppressHydrationWarning
              className="absolute bottom-1 whitespace-nowrap pl-1 text-2xs tabular-nums text-ink-3"
              style={{ left: scale.x(tick) }}
            >
              {tickLabel(tick, ticks[index - 1], apart, timeZone)}
            </span>
          ),
      )}
      {scale.collapsed.map(({ from, to }) => (
        <span
          key={from}
          title={`${formatDuration(to - from)} without an event, drawn narrow`}
          className="absolute bottom-1 z-10 overflow-hidden bg-surface text-center text-2xs text-ink-3"
          style={{ left: scale.x(from) + 1, width: scale.x(to) - scale.x(from) - 2 }}
        >
          {formatDuration(to - from)}
        </span>
      ))}
    </>
  )
}

/** Ticks, collapsed stretches and the present, drawn once behind all rows. */
export function AxisGrid({
  scale,
  ticks,
  now,
}: {
  scale: ClockScale
  ticks: readonly number[]
  now: number | undefined
}) {
  return (
    <svg
      aria-hidden="true"
      width={scale.width}
      height="100%"
      className="absolute inset-y-0 left-0 overflow-hidden"
    >
      {ticks.map((tick) => (
        <line
          key={tick}
          x1={Math.round(scale.x(tick)) + 0.5}
          x2={Math.round(scale.x(tick)) + 0.5}
          y2="100%"
          className="stroke-line"
        />
      ))}
      {scale.collapsed.map(({ from, to }) => (
        <foreignObject key={from} x={scale.x(from)} width={scale.x(to) - scale.x(from)} height="100%">
          <div className={`${styles.collapsed} h-full`} />
        </foreignObject>
      ))}
      {now !== undefined && now <= scale.view.to && now >= scale.view.from && (
        <line x1={scale.x(now)} x2={scale.x(now)} y2="100%" className="stroke-run" strokeDasharray="2 2" />
      )}
    </svg>
  )
}
