'use client'

import { useCallback, useMemo, useState } from 'react'
import { firstAtOrAfter, type HeldLog } from '@/lib/images/log-events/held-log'
import { reveal } from '@/lib/images/log-view/go-to'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { setRange } from '@/lib/images/log-view/open'
import { type Extent, errorMarksOf, hitMarksOf, windowShareOf } from '@/lib/images/log-view/select-overview'
import { extentOf } from '@/lib/images/log-view/select-place'
import { formatTime } from '@/lib/images/time-format'

import { useLogStore, useLogView } from './log-view-context'

const buckets = 240

/**
 * The whole log on one line of time: how dense the loaded part is, where its errors and matches are, what is not
 * loaded. A drag sets the time range, a click leads to a moment. The fields "Start time" and "End time" do the
 * same for the keyboard.
 */
export function OverviewLane() {
  const extent = useLogView(extentOf)
  return extent && <Lane extent={extent} />
}

function Lane({ extent }: { extent: Extent }) {
  const store = useLogStore()
  const held = useLogView(({ log }) => log.held)
  const errors = useLogView(errorMarksOf)
  const hits = useLogView(hitMarksOf)
  const bookmarks = useLogView(({ address }) => address.bookmarks)
  const windowMark = useCallback((mark: HTMLDivElement) => followWindow(store, mark), [store])
  const [brush, setBrush] = useState<{ from: number; to: number }>()
  const { start, end } = extent
  const span = Math.max(end - start, 1)
  const bars = useMemo(() => density(held, start, span), [held, start, span])
  const share = (timestamp: number) =>
    `${(Math.max(0, Math.min(1, (timestamp - start) / span)) * 100).toFixed(3)}%`
  const loadedFrom = held.timestamps[held.withheld] ?? end
  const loadedTo = held.timestamps.at(-1) ?? end

  const timeAt = ({ clientX, currentTarget }: React.PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return start + Math.max(0, Math.min(1, (clientX - left) / width)) * span
  }
  const release = (event: React.PointerEvent) => {
    if (!brush) return
    setBrush(undefined)
    const [from, to] = [Math.min(brush.from, brush.to), Math.max(brush.from, brush.to)]
    const width = event.currentTarget.clientWidth
    if (((to - from) / span) * width < 4) reveal(store, { timestamp: Math.round(timeAt(event)), ordinal: 0 })
    else setRange(store, { startTime: Math.floor(from), endTime: Math.ceil(to) + 1 })
  }

  return (
    <div
      role="img"
      aria-label={`Overview from ${formatTime(start, 'utc')} to ${formatTime(end, 'utc')} UTC`}
      title="Click: go to a moment. Drag: set the time range."
      className="relative h-7 cursor-crosshair touch-none overflow-hidden rounded border border-line bg-sunken"
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
      {[...new Set(bookmarks.map(({ anchor }) => anchor.timestamp))].map((timestamp) => (
        <span
          key={timestamp}
          data-kind="bookmark"
          className="absolute inset-y-0 w-0.5 bg-accent"
          style={{ left: share(timestamp) }}
        />
      ))}
      <div ref={windowMark} className="pointer-events-none absolute inset-0 will-change-transform">
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

/**
 * Marks the part of the overview that is in view. It is moved as a layer, and written to only when it differs: it
 * follows every frame of a scroll.
 */
function followWindow(store: LogViewStore, mark: HTMLElement): () => void {
  const place = () => {
    const share = windowShareOf(store.getState())
    const shown = mark.firstElementChild
    if (!share || !(shown instanceof HTMLElement)) return
    setStyle(mark, 'transform', `translateX(${(share.left * 100).toFixed(2)}%)`)
    setStyle(shown, 'width', `${(share.width * 100).toFixed(1)}%`)
  }
  place()
  return store.subscribe(place)
}

function setStyle({ style }: HTMLElement, name: 'transform' | 'width', value: string) {
  if (style[name] !== value) style[name] = value
}
