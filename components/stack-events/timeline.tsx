'use client'

import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { StackEvent } from '@/lib/images/schemas'
import { headline, spanName } from '@/lib/images/stack-events/headline'
import { idleStretches, type Stretch } from '@/lib/images/stack-events/idle'
import { type StepGroup, tellingStep } from '@/lib/images/stack-events/log-steps'
import type { ResourceSpan, StackTimeline } from '@/lib/images/stack-events/spans'
import { AxisGrid, AxisLabels } from './axis'
import { ClockCursor } from './clock-cursor'
import { HoverCard } from './hover-card'
import { LongList, type LongListHandle } from './long-list'
import { useOpenLog } from './open-log'
import { StepTree, stepRowKey } from './step-tree'
import styles from './timeline.module.css'
import { TimelineRow } from './timeline-row'
import type { CauseLine } from './use-cause-line'
import { useClock } from './use-clock'
import { useClockGestures } from './use-clock-gestures'
import { useKeys } from './use-keys'
import { usePrinting } from './use-printing'
import { useRowFocus } from './use-row-focus'
import { useStepRows } from './use-step-rows'
import type { Width } from './use-width'

type Props = {
  timeline: StackTimeline
  /** The steps of the log, drawn under the image they build. */
  groups: readonly StepGroup[]
  whole: Stretch
  /** What is in view; absent: all of it. */
  view: Stretch | null
  onView: (view: Stretch | null) => void
  collapseIdle: boolean
  now: number
  cause: StackEvent | null
  causeLine: CauseLine | undefined
  selectedEvent: StackEvent | undefined
  onSelect: (eventId: string) => void
  /** What measures the chart, and what it measured. */
  width: Width
  /** The log at a time; absent while there is no log to open. */
  logHref: ((time: number) => string) | undefined
}

const NO_STRETCHES: readonly Stretch[] = []
const NO_GROUPS: readonly StepGroup[] = []

export function Timeline(props: Props) {
  const { timeline, groups, whole, view, collapseIdle, now, cause, selectedEvent, onSelect, logHref } = props
  const area = useRef<HTMLDivElement>(null)
  const list = useRef<LongListHandle>(null)
  const printing = usePrinting()

  const rows = useMemo(
    () => (timeline.stack ? [timeline.stack, ...timeline.resources] : timeline.resources),
    [timeline],
  )
  const spans = useMemo(() => new Map(rows.map((span) => [span.key, span])), [rows])
  const present = rows.some((span) => headline(span).state === 'running') ? now : undefined
  const idle = useIdle(collapseIdle, timeline, groups, whole, present)
  const clock = useClock(whole, view, props.onView, idle, props.width)
  useClockGestures(area, clock, whole)

  const { steps, toggle } = useStepRows(logHref ? groups : NO_GROUPS)
  const image = rows.findLast((span) => span.resourceType === 'AWS::ImageBuilder::Image')
  const failedStep = useMemo(() => {
    const step = tellingStep(groups.flatMap(({ steps }) => steps))
    return step?.state === 'failed' ? step.name : undefined
  }, [groups])

  const stops = useMemo(
    () =>
      rows.flatMap((span, item) => [
        { key: span.key, item },
        ...(span === image ? steps.map((step) => ({ key: stepRowKey(step), item })) : []),
      ]),
    [rows, image, steps],
  )
  const scrollTo = useCallback((index: number) => list.current?.scrollToIndex(index), [])
  const focus = useRowFocus(area, stops, scrollTo)
  useKeys([{ keys: ['ArrowDown', 'ArrowUp'], does: 'To the rows', run: focus.enter }])

  // The details cover the lower half of the page; the row they speak of must not lie under them.
  const selectedIndex = rows.findIndex((span) => selectedEvent && span.events.includes(selectedEvent))
  useEffect(() => {
    const row = area.current?.querySelector('[data-row][aria-pressed="true"]')?.closest('[data-span]')
    if (row) row.scrollIntoView({ block: 'nearest' })
    else if (selectedIndex >= 0) scrollTo(selectedIndex)
  }, [selectedIndex, scrollTo])

  const openLog = useOpenLog(logHref, clock.timeAt)
  const { scale, ticks, worldRef } = clock
  const render = (span: ResourceSpan) => (
    <>
      <TimelineRow
        span={span}
        isStack={span === timeline.stack}
        scale={scale}
        worldRef={worldRef}
        now={headline(span).state === 'running' ? now : 0}
        cause={cause && span.events.includes(cause) ? cause : undefined}
        failedStep={span === image ? failedStep : undefined}
        causeLine={span === image ? props.causeLine : undefined}
        selected={selectedEvent !== undefined && span.events.includes(selectedEvent)}
        active={span.key !== focus.activeKey ? 'no' : focus.focused ? 'focus' : 'tab'}
        logHref={logHref}
        onSelect={onSelect}
      />
      {span === image && logHref && steps.length > 0 && (
        <StepTree
          rows={steps}
          scale={scale}
          worldRef={worldRef}
          now={now}
          activeKey={focus.activeKey}
          logHref={logHref}
          onToggle={toggle}
        />
      )}
    </>
  )

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links and buttons inside are the controls
    <div
      ref={area}
      className="relative touch-pan-y select-none"
      onKeyDown={focus.onKeyDown}
      onFocus={focus.onFocus}
      onBlur={focus.onBlur}
      onClick={openLog}
    >
      <div className="sticky top-0 z-20 border-b border-line bg-surface px-2 print:static">
        <div className={`${styles.row} ${styles.axis}`}>
          <span className={styles.heading}>Resource</span>
          <div ref={clock.windowRef} className={styles.chart}>
            <div ref={worldRef} className={styles.world}>
              <AxisLabels scale={scale} ticks={ticks} />
            </div>
          </div>
          <span className={`${styles.heading} col-span-2 text-right`}>Status, duration</span>
        </div>
      </div>
      <div className="relative py-1">
        <div aria-hidden className={`${styles.row} ${styles.behind} px-2`}>
          <div className={styles.chart}>
            <div ref={worldRef} className={styles.world}>
              <AxisGrid scale={scale} ticks={ticks} now={present} />
            </div>
          </div>
        </div>
        <div className="relative">
          <LongList
            handle={list}
            items={rows}
            itemKey={(span) => span.key}
            itemName={(span) => spanName(span, now)}
            label="Stack events"
            rowHeight={26}
            all={printing}
            render={render}
          />
        </div>
      </div>
      <ClockCursor area={area} clock={clock} />
      <HoverCard area={area} spans={spans} now={now} />
    </div>
  )
}

/** The stretches to draw narrow: those in which neither the stack nor the log says anything. */
function useIdle(
  collapse: boolean,
  timeline: StackTimeline,
  groups: readonly StepGroup[],
  whole: Stretch,
  present: number | undefined,
): readonly Stretch[] {
  return useMemo(() => {
    if (!collapse) return NO_STRETCHES
    const moments = [
      ...timeline.events.map((event) => Date.parse(event.timestamp)),
      ...groups.flatMap(({ steps }) => steps.flatMap((step) => [step.start, step.end ?? step.start])),
    ]
    return idleStretches(present === undefined ? moments : [...moments, present], whole)
  }, [collapse, timeline, groups, present, whole])
}
