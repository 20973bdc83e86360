'use client'

import { useCallback, useEffect, useRef } from 'react'
import type { RowView } from '@/lib/images/log-events/row-view'
import type { RowsInView } from './use-in-view'

/** Header and footer: constant, because they enter every sum. */
export const endHeight = 40

/** Chromium's tallest element has 2^25 device pixels; beyond this height the page's own figure is not compared. */
const tallest = 15_000_000

type Align = 'center' | 'nearest' | 'start'

/**
 * Where the list stands: at what it was opened for, then at the same rows whatever comes, goes, folds or wraps above
 * them, or at its end while that is followed. All of it follows from numbers of rows of one height, as soon as the
 * page has them, in the same frame. The list library's own ways act some frames later on what the page measures
 * meanwhile: they end elsewhere on a busy machine, and nowhere in a hidden tab, which has no frames.
 */
export function useListPlace(
  view: RowView,
  rowHeight: number,
  /** The row to begin with; `undefined`: the end. */
  target: () => { row: number; align: Align } | undefined,
  /** Whether the end stays in view as rows come. */
  sticks: () => boolean,
  on: { rowsInView: (rows: RowsInView) => void; leaveEnd: () => void; reachEnd: () => void },
) {
  const scroller = useRef<HTMLElement | null>(null)
  /** The rows that are due, and those that the page has the height of. */
  const due = useRef(view)
  due.current = view
  const settled = useRef<RowView | undefined>(undefined)
  const wanted = useRef<{ row: number; align: Align } | undefined>(undefined)
  const before = useRef({ top: 0, count: 0 })
  const { count } = view.rows
  const height = 2 * endHeight + count * rowHeight

  const scrollTo = (top: number) => {
    const element = scroller.current
    if (!element) return
    element.scrollTop = top
    before.current = { top: element.scrollTop, count }
    releaseFocus(element)
  }
  const scrollToEnd = () => scrollTo(height)
  const scrollToRow = (row: number, align: Align) => {
    const element = scroller.current
    if (!element) return
    if (settled.current !== due.current) {
      wanted.current = { row, align }
      return
    }
    const top = endHeight + row * rowHeight
    const { scrollTop, clientHeight } = element
    if (align === 'start') scrollTo(row === 0 ? 0 : top)
    else if (align === 'center') scrollTo(top - (clientHeight - rowHeight) / 2)
    else if (top < scrollTop) scrollTo(top - rowHeight)
    else if (top + rowHeight > scrollTop + clientHeight) scrollTo(top + 2 * rowHeight - clientHeight)
  }
  const turnPage = (direction: 1 | -1) => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {}
    if (direction === -1) on.leaveEnd()
    scrollTo(scrollTop + direction * (clientHeight - 2 * rowHeight))
  }

  const tellRows = ({ scrollTop, clientHeight }: HTMLElement) => {
    const first = Math.max(0, Math.floor((scrollTop - endHeight) / rowHeight))
    on.rowsInView({ first, last: Math.ceil((scrollTop - endHeight + clientHeight) / rowHeight) })
  }
  const report = () => {
    const element = scroller.current
    // Between new rows and their height in the page, what is on the screen says nothing.
    if (!element || settled.current !== due.current) return
    const { scrollTop, clientHeight } = element
    if (scrollTop < before.current.top && count === before.current.count) on.leaveEnd()
    before.current = { top: scrollTop, count }
    tellRows(element)
    if (height - scrollTop - clientHeight <= 8) on.reachEnd()
  }

  /** To be called whenever the list's element has changed. */
  const onLayout = () => {
    const element = scroller.current
    const last = settled.current
    if (!element || count === 0 || last === view || !hasHeight(element, height)) return
    settled.current = view
    const begin = last ? wanted.current : target()
    wanted.current = undefined
    if (begin) scrollToRow(begin.row, begin.align)
    else if (!last || sticks()) scrollToEnd()
    else if (last.first !== view.first) {
      // A list that became shorter may have been pushed up by the page itself.
      const { scrollTop } = element
      const top = view.rows.count < last.rows.count ? Math.max(scrollTop, before.current.top) : scrollTop
      scrollTo(top + (last.first - view.first) * rowHeight)
    }
    if (!last) report()
    // A list too short to scroll stands elsewhere among its rows though the page says nothing.
    else tellRows(element)
  }

  /** Something above the list came or went, or the window changed its size. */
  const boxTop = useRef<number | undefined>(undefined)
  const onResize = useRef(report)
  useEffect(() => {
    onResize.current = () => {
      onLayout()
      const element = scroller.current
      const { top } = element?.getBoundingClientRect() ?? {}
      const moved = (top ?? 0) - (boxTop.current ?? top ?? 0)
      boxTop.current = top
      if (settled.current && sticks()) scrollToEnd()
      // The lines stay where the eye is; at the very beginning there is nothing that could hide above.
      else if (settled.current && element && element.scrollTop > 0) scrollTo(element.scrollTop + moved)
      report()
    }
  })
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => onResize.current())
    observer.observe(element)
    const release = () => releaseFocus(element)
    element.addEventListener('scroll', release, { capture: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', release, { capture: true })
    }
  }, [])

  // The list library hands its element over in an effect, maybe after the last change of the list itself.
  useEffect(onLayout)
  const setScroller = useCallback((element: HTMLElement | Window | null) => {
    scroller.current = element instanceof HTMLElement ? element : null
  }, [])

  return {
    scroller,
    setScroller,
    report,
    onLayout,
    scrollToRow,
    scrollToStart: () => scrollTo(0),
    scrollToEnd,
    turnPage,
    rowsThatFit: () => (scroller.current?.clientHeight ?? 0) / rowHeight,
  }
}

function hasHeight(element: HTMLElement, height: number): boolean {
  const expected = Math.max(height, element.clientHeight)
  return height > tallest || Math.abs(element.scrollHeight - expected) <= 2
}

/**
 * Focus goes back to the log before the row that has it leaves the page: Chromium lays the page out amid the removal,
 * finds the list too short for a moment, and scrolls up for good.
 */
function releaseFocus(scroller: HTMLElement) {
  const focused = document.activeElement
  if (!focused || focused === scroller || !scroller.contains(focused)) return
  const [row, box] = [focused.getBoundingClientRect(), scroller.getBoundingClientRect()]
  if (row.bottom < box.top || row.top > box.bottom) scroller.focus({ preventScroll: true })
}
