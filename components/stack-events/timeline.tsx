'use client'

import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef } from 'react'
import type { VirtuosoHandle } from 'react-virtuoso'
import type { StackEvent } from '@/lib/images/schemas'
import { clockScale } from '@/lib/images/stack-events/clock-scale'
import { headline, spanName } from '@/lib/images/stack-events/headline'
import { idleStretches, type Stretch } from '@/lib/images/stack-events/idle'
import type { LogLane } from '@/lib/images/stack-events/log-lanes'
import type { ResourceSpan, StackTimeline } from '@/lib/images/stack-events/spans'
import { AxisGrid, AxisLabels } from './axis'
import { HoverCard } from './hover-card'
import { Lane } from './lane'
import { LongList } from './long-list'
import { rowGrid } from './row-grid'
import { TimelineRow } from './timeline-row'
import { useClockGestures } from './use-clock-gestures'
import { useWidth } from './use-width'

type Props = {
  timeline: StackTimeline
  lanes: readonly LogLane[]
  whole: Stretch
  /** What is in view; absent: all of it. */
  view: Stretch | null
  onView: (view: Stretch | null) => void
  collapseIdle: boolean
  now: number
  cause: StackEvent | null
  selectedEvent: StackEvent | undefined
  onSelect: (eventId: string) => void
  /** The log at a time; absent while there is no log to open. */
  logHref: ((time: number) => string) | undefined
}

const TICKS_APART = 92

export function Timeline(props: Props) {
  const { timeline, lanes, whole, view, onView, collapseIdle, now, cause, selectedEvent, onSelect, logHref } =
    props
  const area = useRef<HTMLDivElement>(null)
  const axis = useRef<HTMLDivElement | null>(null)
  const list = useRef<VirtuosoHandle>(null)
  const [measure, width] = useWidth()
  const axisRef = useCallback(
    (element: HTMLDivElement | null) => {
      axis.current = element
      return measure(element)
    },
    [measure],
  )

  const present = isRunning(timeline) ? now : undefined
  const rows = useMemo(
    () => (timeline.stack ? [timeline.stack, ...timeline.resources] : timeline.resources),
    [timeline],
  )
  const spans = useMemo(() => new Map(rows.map((span) => [span.key, span])), [rows])
  const scale = useMemo(() => {
    const moments = [
      ...timeline.events.map((event) => Date.parse(event.timestamp)),
      ...lanes.flatMap((lane) => lane.steps.flatMap((step) => [step.start, step.end ?? step.start])),
      ...(present === undefined ? [] : [present]),
    ]
    const idle = collapseIdle ? idleStretches(moments, whole) : []
    return clockScale(view ?? whole, Math.max(width, 1), idle)
  }, [timeline, lanes, whole, view, collapseIdle, width, present])
  const ticks = useMemo(() => scale.ticks(TICKS_APART), [scale])

  // The details cover the lower half of the page; the row they speak of must not lie under them.
  const selectedIndex = rows.findIndex(
    (span) => selectedEvent !== undefined && span.events.includes(selectedEvent),
  )
  useEffect(() => {
    const row = area.current?.querySelector('[data-row][aria-pressed="true"]')?.closest('[data-span]')
    if (row) row.scrollIntoView({ block: 'nearest' })
    else if (selectedIndex >= 0) list.current?.scrollToIndex({ index: selectedIndex, align: 'center' })
  }, [selectedIndex])

  useClockGestures(area, axis, { scale, whole, onView })

  const render = (span: ResourceSpan) => (
    <>
      <TimelineRow
        span={span}
        isStack={span === timeline.stack}
        scale={scale}
        now={headline(span).state === 'running' ? now : 0}
        cause={cause && span.events.includes(cause) ? cause : undefined}
        selected={selectedEvent !== undefined && span.events.includes(selectedEvent)}
        logHref={logHref}
        onSelect={onSelect}
      />
      {span.resourceType === 'AWS::ImageBuilder::Image' && logHref && lanes.length > 0 && (
        <div className="px-2 pb-1">
          {lanes.map((lane) => (
            <Lane key={lane.key} lane={lane} scale={scale} now={now} logHref={logHref} />
          ))}
        </div>
      )}
    </>
  )

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links and buttons inside are the controls
    <div
      ref={area}
      className="relative touch-pan-y select-none"
      onKeyDown={(event) => moveBetweenRows(event)}
    >
      <div className="sticky top-0 z-20 border-b border-line bg-surface px-2 max-md:static">
        <div className={rowGrid}>
          <span className="text-2xs text-ink-3 max-md:hidden">Resource</span>
          <div ref={axisRef} className="relative h-full overflow-hidden max-md:col-span-2 max-md:h-5">
            <AxisLabels scale={scale} ticks={ticks} />
          </div>
          <span className="justify-self-end text-2xs text-ink-3 max-md:hidden">Status, duration</span>
        </div>
      </div>
      <div className="relative py-1">
        <div aria-hidden className={`${rowGrid} pointer-events-none absolute inset-0 h-full! px-2`}>
          <span className="max-md:hidden" />
          <div className="relative h-full max-md:col-span-2">
            <AxisGrid scale={scale} ticks={ticks} now={present} />
          </div>
        </div>
        <div className="relative">
          {width > 0 && (
            <LongList
              handle={list}
              items={rows}
              itemKey={(span) => span.key}
              itemName={(span) => spanName(span, now)}
              label="Stack events"
              rowHeight={26}
              render={render}
            />
          )}
        </div>
      </div>
      <HoverCard area={area} spans={spans} now={now} />
    </div>
  )
}

const isRunning = ({ stack, resources }: StackTimeline) =>
  [...(stack ? [stack] : []), ...resources].some((span) => headline(span).state === 'running')

/** Up and down go from row to row; what a row is about is opened by Enter. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const from = buttons.indexOf(document.activeElement as HTMLElement)
  if (from < 0) return
  event.preventDefault()
  buttons[from + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
}
