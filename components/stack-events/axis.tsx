'use client'

import { useTimeZone } from '@/components/time-zone'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import { tickLabel } from '@/lib/images/stack-events/tick-label'
import { formatDuration } from '@/lib/images/time-format'
import styles from './bar.module.css'

/** The room a label needs to its right. */
const LABEL_PX = 44

const share = (x: number, scale: ClockScale) => `${(x / scale.width) * 100}%`

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
              style={{ left: share(scale.x(tick), scale) }}
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
          style={{
            left: share(scale.x(from) + 1, scale),
            width: share(scale.x(to) - scale.x(from) - 2, scale),
          }}
        >
          {formatDuration(to - from)}
        </span>
      ))}
    </>
  )
}

type GridProps = { scale: ClockScale; ticks: readonly number[]; now: number | undefined }

/** Ticks, collapsed stretches and the present, drawn once behind all rows. */
export function AxisGrid({ scale, ticks, now }: GridProps) {
  return (
    <>
      {ticks.map((tick) => (
        <span
          key={tick}
          className="absolute inset-y-0 border-l border-line"
          style={{ left: share(scale.x(tick), scale) }}
        />
      ))}
      {scale.collapsed.map(({ from, to }) => (
        <span
          key={from}
          className={`${styles.collapsed} absolute inset-y-0`}
          style={{ left: share(scale.x(from), scale), width: share(scale.x(to) - scale.x(from), scale) }}
        />
      ))}
      {now !== undefined && now <= scale.view.to && now >= scale.view.from && (
        <span
          className="absolute inset-y-0 border-l border-dashed border-run"
          style={{ left: share(scale.x(now), scale) }}
        />
      )}
    </>
  )
}
