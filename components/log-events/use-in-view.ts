'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { EventAnchor } from '@/lib/images/log-events/anchor'
import { anchorOf } from '@/lib/images/log-events/held-log'
import type { LogReader } from '@/lib/images/log-events/log-reader'
import type { RowView } from '@/lib/images/log-events/row-view'
import { rowOf } from '@/lib/images/log-events/rows'
import { placeWindow } from './overview-extent'
import { type StepSection, sectionAt } from './use-steps'

/** The first and the last row in view. */
export type RowsInView = { first: number; last: number }

/**
 * Where the reader is. Kept out of React's state, as it changes with every frame of a scroll: what follows from it
 * is older and newer pages, loaded well before they are reached, the window in the overview, and the step on top.
 */
export function useInView(
  reader: LogReader,
  view: RowView,
  { top, setTop }: { top: React.RefObject<number>; setTop: (row: number) => void },
  sections: readonly StepSection[],
  extent: { start: number; end: number } | undefined,
) {
  const bottom = useRef(0)
  const reported = useRef(0)
  /** The event in the middle of the window. */
  const middle = useRef<EventAnchor | undefined>(undefined)
  const windowMark = useRef<HTMLDivElement>(null)
  const [topStep, setTopStep] = useState<string>()

  const loadNear = useCallback(() => {
    const { phase, older, newer, held, region } = reader.getState()
    // A list without rows reports none: what was read may all be one millisecond, withheld until it is whole.
    const blank = view.rows.count === 0
    if (phase !== 'open' || (reported.current !== region && !blank)) return
    const near = held.messages.length > 3_000 ? 1_500 : 400
    if (older.state === 'more' && (blank || top.current < near)) void reader.loadOlder()
    if (newer.state === 'more' && (blank || bottom.current > view.rows.count - near)) void reader.loadNewer()
  }, [reader, view, top])
  useEffect(loadNear, [loadNear])
  // The outline arrives while the reader stands still.
  useLayoutEffect(() => setTopStep(stepAbove(view, sections, top.current)), [view, sections, top])

  const onRowsInView = ({ first, last }: RowsInView) => {
    const { rows, held } = view
    const eventAt = (row: number) => rows.event[Math.max(0, Math.min(row, rows.count - 1))] ?? 0
    const timeAt = (row: number) => held.timestamps[eventAt(row)] ?? 0
    setTop(first)
    bottom.current = last
    reported.current = view.region
    reader.look(timeAt(first))
    middle.current = anchorOf(held, eventAt((first + last) >> 1))
    placeWindow(windowMark.current, extent, timeAt(first), timeAt(last - 1))
    setTopStep(stepAbove(view, sections, first))
    loadNear()
  }
  /** The row on top, if this region has been on the screen. */
  const topOf = (region: number) => (reported.current === region ? top.current : undefined)
  const isInView = (row: number) => top.current <= row && row < bottom.current
  return { onRowsInView, middle, windowMark, topStep, topOf, isInView }
}

/** The step whose header has left the window at the top while its lines are still there. */
function stepAbove({ rows }: RowView, sections: readonly StepSection[], first: number): string | undefined {
  const section = sectionAt(sections, rows.event[first] ?? 0)
  return section && (!section.headed || rowOf(rows, section.start) < first) ? section.key : undefined
}
