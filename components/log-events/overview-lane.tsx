'use client'

import { useMemo, useRef, useState } from 'react'
import { firstAtOrAfter, type HeldLog } from '@/lib/images/log-events/held-log'
import { formatTime } from '@/lib/images/time-format'

const buckets = 240

/**
 * The whole log on one line of time: how dense the loaded part is, where its errors and matches are, what is not
 * loaded. A drag sets the time range, a click leads to a moment. The fields "Start time" and "End time" do the
 * same for the keyboard.
 */
export function OverviewLane({
  held,
  extent,
  errors,
  hits,
  bookmarks,
  windowRef,
  onRange,
  onMoment,
}: {
  held: HeldLog
  extent: { start: number; end: number }
  errors: readonly number[]
  hits: readonly number[]
  bookmarks: readonly number[]
  /** The part in view; its place is set on every scroll without drawing anything else. */
  windowRef: React.Ref<HTMLDivElement>
  onRange: (startTime: number, endTime: number) => void
  onMoment: (timestamp: number) => void
}) {
  const lane = useRef<HTMLDivElement>(null)
  const [brush, setBrush] = useState<{ from: number; to: number }>()
  const { start, end } = extent
  const span = Math.max(end - start, 1)
  const bars = useMemo(() => density(held, start, span), [held, start, span])
  const share = (timestamp: number) =>
    `${(Math.max(0, Math.min(1, (timestamp - start) / span)) * 100).toFixed(3)}%`
  const loadedFrom = held.timestamps[held.withheld] ?? end
  const loadedTo = held.timestamps.at(-1) ?? end

  const timeAt = (event: React.PointerEvent) => {
    const box = lane.current?.getBoundingClientRect()
    if (!box) return start
    return start + Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * span
  }
  const release = (event: React.PointerEvent) => {
    if (!brush) return
    setBrush(undefined)
    const [from, to] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)]
    const width = lane.current?.clientWidth ?? 1
    if (((to - from) / span) * width < 4) onMoment(Math.round(timeAt(event)))
    else onRange(Math.floor(from), Math.ceil(to) + 1)
  }

  return (
    <div className="px-3 pb-2 sm:px-4">
      <div
        ref={lane}
        role="img"
        aria-label={`Overview from ${formatTime(start, 'utc')} to ${formatTime(end, 'utc')} UTC`}
        title="Click: go to a moment. Drag: set the time range."
        className="relative h-8 cursor-crosshair touch-none overflow-hidden rounded border border-line bg-sunken"
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          const time = timeAt(event)
          setBrush({ from: time, to: time })
        }}
        onPointerMove={(event) => brush && setBrush({ from: brush.from, to: timeAt(event) })}
        onPointerUp={release}
        onPointerCancel={() => setBrush(undefined)}
      >
        <div
          className="absolute inset-y-0 bg-surface"
          style={{ left: share(loadedFrom), right: `calc(100% - ${share(loadedTo)} - 1px)` }}
        />
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${buckets} 100`}
          preserveAspectRatio="none"
          className="absolute inset-0 size-full"
        >
          <path d={bars} className="fill-accent/35" />
        </svg>
        {hits.map((timestamp) => (
          <span
            key={timestamp}
            className="absolute bottom-0 h-2.5 w-0.5 bg-warn"
            style={{ left: share(timestamp) }}
          />
        ))}
        {errors.map((timestamp) => (
          <span
            key={timestamp}
            className="absolute top-0 h-2.5 w-0.5 bg-bad"
            style={{ left: share(timestamp) }}
          />
        ))}
        {[...new Set(bookmarks)].map((timestamp) => (
          <span
            key={timestamp}
            data-kind="bookmark"
            className="absolute inset-y-0 w-0.5 bg-accent"
            style={{ left: share(timestamp) }}
          />
        ))}
        <div ref={windowRef} className="pointer-events-none absolute inset-0 will-change-transform">
          <div className="h-full min-w-[3px] rounded-xs border-x border-ink-3 bg-ink/10" />
        </div>
        {brush && (
          <div
            className="pointer-events-none absolute inset-y-0 border-x border-accent bg-accent/20"
            style={{
              left: share(Math.min(brush.from, brush.to)),
              right: `calc(100% - ${share(Math.max(brush.from, brush.to))})`,
            }}
          />
        )}
      </div>
    </div>
  )
}

/** Bars as one path; a square root lets quiet stretches be seen beside bursts. */
function density(held: HeldLog, start: number, span: number): string {
  const counts: number[] = []
  let before = firstAtOrAfter(held, start)
  for (let bucket = 1; bucket <= buckets; bucket++) {
    const after = firstAtOrAfter(held, start + (span * bucket) / buckets + (bucket === buckets ? 1 : 0))
    counts.push(after - before)
    before = after
  }
  const most = Math.sqrt(Math.max(...counts, 1))
  return counts
    .map((count, bucket) => {
      if (count === 0) return ''
      const height = 12 + (Math.sqrt(count) / most) * 78
      return `M${bucket} 100v${-height.toFixed(1)}h0.8V100z`
    })
    .join('')
}

/** At most one mark per bucket: thousands of marks on one pixel are one mark. */
export function thinned(
  timestamps: Iterable<number>,
  { start, end }: { start: number; end: number },
): number[] {
  const byBucket = new Map<number, number>()
  const span = Math.max(end - start, 1)
  for (const timestamp of timestamps) {
    const bucket = Math.floor(((timestamp - start) / span) * buckets * 2)
    if (!byBucket.has(bucket)) byBucket.set(bucket, timestamp)
  }
  return [...byBucket.values()]
}
