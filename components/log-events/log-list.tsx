'use client'

import { type CSSProperties, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { type ContextProp, type ItemProps, type ListProps, Virtuoso } from 'react-virtuoso'
import { anchorOf } from '@/lib/images/log-events/held-log'
import { LogRow } from './log-row'
import type { RowContext } from './row-context'
import type { RowsInView } from './use-in-view'

export const rowHeight = 20
/** Header and footer: constant, because they enter every sum. */
export const endHeight = 40

export type LogListHandle = {
  /** Brings a row into view; `nearest` moves only as far as it must. */
  scrollToRow: (row: number, align: 'center' | 'nearest' | 'start') => void
  scrollToEnd: () => void
  scroller: () => HTMLElement | null
}

/**
 * The virtual list, and the only place that knows which library draws it. Every row has one height, the row
 * numbering (`context.view.first`) changes in the same commit as the rows, and the scroller is a composited layer.
 *
 * Where the list begins and how it follows its end is decided here, from the number of rows. The library's own ways
 * (initialTopMostItemIndex, followOutput) act some animation frames later, on what the page measures meanwhile: they
 * end elsewhere on a busy machine, and nowhere in a hidden tab, which has no frames.
 */
export function LogList({
  context,
  target,
  follow,
  onRowsInView,
  onLeaveEnd,
  onReachEnd,
  handle,
}: {
  context: RowContext
  /** The row to begin with; `undefined`: the end. */
  target: { row: number; align: 'center' | 'start' } | undefined
  /** Whether the end stays in view as rows come. */
  follow: React.RefObject<boolean>
  /** On every scroll. */
  onRowsInView: (rows: RowsInView) => void
  /** The reader moved up. */
  onLeaveEnd: () => void
  onReachEnd: () => void
  handle: Ref<LogListHandle>
}) {
  const scroller = useRef<HTMLElement | null>(null)
  const before = useRef({ top: 0, height: 0 })
  const isPlaced = useRef(false)
  const { rows, first } = context.view

  const scrollToRow = (row: number, align: 'center' | 'nearest' | 'start') => {
    const element = scroller.current
    if (!element) return
    const top = endHeight + row * rowHeight
    const height = element.clientHeight
    const inView = top >= element.scrollTop && top + rowHeight <= element.scrollTop + height
    if (align === 'nearest' && inView) return
    if (align === 'start') element.scrollTop = row === 0 ? 0 : top
    else if (align === 'center') element.scrollTop = top - (height - rowHeight) / 2
    else if (top < element.scrollTop) element.scrollTop = top - rowHeight
    else element.scrollTop = top + 2 * rowHeight - height
  }
  const scrollToEnd = () => {
    const element = scroller.current
    if (element) element.scrollTop = element.scrollHeight
  }
  useImperativeHandle(handle, () => ({ scroller: () => scroller.current, scrollToRow, scrollToEnd }))

  const report = () => {
    const element = scroller.current
    if (!element || !isPlaced.current) return
    const { scrollTop, clientHeight } = element
    const height = heightOf(rows)
    if (scrollTop < before.current.top && height === before.current.height) onLeaveEnd()
    before.current = { top: scrollTop, height }
    const firstInView = Math.max(0, Math.floor((scrollTop - endHeight) / rowHeight))
    onRowsInView({ first: firstInView, last: Math.ceil((scrollTop - endHeight + clientHeight) / rowHeight) })
    if (height - scrollTop - clientHeight <= 8) onReachEnd()
  }

  // Runs when the page has the rows' full height, which may be a commit later than the rows.
  const settled = useRef(0)
  const onLayout = () => {
    const element = scroller.current
    const height = heightOf(rows)
    if (!element || rows.count === 0) return
    if (height === settled.current || element.scrollHeight < height) return
    settled.current = height
    if (isPlaced.current) {
      if (follow.current) scrollToEnd()
      return
    }
    isPlaced.current = true
    if (target) scrollToRow(target.row, target.align)
    else scrollToEnd()
    report()
  }

  const onResize = useRef(report)
  useEffect(() => {
    onResize.current = () => {
      if (isPlaced.current && follow.current) scrollToEnd()
      report()
    }
  })
  useEffect(() => {
    const observer = new ResizeObserver(() => onResize.current())
    if (scroller.current) observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [])

  return (
    <Virtuoso
      className="log"
      style={{ height: '100%', overflowX: 'auto' }}
      role="log"
      aria-label="Build log"
      aria-live="off"
      tabIndex={0}
      scrollerRef={(element) => {
        scroller.current = element instanceof HTMLElement ? element : null
      }}
      onScroll={report}
      // Seen before the page has scrolled, and so before new rows can pull a follower along once more.
      onWheel={({ deltaX, deltaY }) => {
        if (deltaY < -Math.abs(deltaX) && (scroller.current?.scrollTop ?? 0) > 0) onLeaveEnd()
      }}
      rangeChanged={report}
      context={{ ...context, onLayout }}
      totalCount={rows.count}
      firstItemIndex={first}
      fixedItemHeight={rowHeight}
      increaseViewportBy={{ top: 300, bottom: 300 }}
      computeItemKey={(index, _, now: ListContext) => keyOf(index - now.view.first, now)}
      itemContent={(index, _, now: ListContext) => <LogRow row={index - now.view.first} context={now} />}
      components={components}
    />
  )
}

/** All of the list, its ends included. */
const heightOf = ({ count }: { count: number }) => 2 * endHeight + count * rowHeight

/** For a moment the list may ask for rows of its last numbering, which are not there any more. */
function keyOf(row: number, { view: { rows, held } }: RowContext): string {
  const event = rows.event[row]
  if (event === undefined || row >= rows.count) return `none.${row}`
  const { timestamp, ordinal } = anchorOf(held, event)
  return `${timestamp}.${ordinal}.${rows.line[row]}.${rows.from[row]}.${rows.kind[row]}`
}

type ListContext = RowContext & { onLayout: () => void }
type InContext = ContextProp<ListContext>

const components = {
  List,
  Item: ({ item: _item, context: _context, style: _style, ...props }: ItemProps<unknown> & InContext) => (
    <div {...props} />
  ),
  Header: ({ context }: InContext) => <End>{context.older}</End>,
  Footer: ({ context }: InContext) => <End>{context.newer}</End>,
}

function List({ context, style, ...props }: ListProps & InContext) {
  useLayoutEffect(context.onLayout)
  return <div {...props} style={{ ...style, minWidth: context.width } as CSSProperties} />
}

function End({ children }: { children: React.ReactNode }) {
  return (
    <div
      style={{ height: endHeight }}
      className="sticky left-0 flex w-full items-center justify-center font-sans text-xs text-ink-3"
    >
      {children}
    </div>
  )
}
