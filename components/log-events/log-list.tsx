'use client'

import {
  type CSSProperties,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
} from 'react'
import { type ContextProp, type ItemProps, type ListProps, Virtuoso } from 'react-virtuoso'
import { anchorOf } from '@/lib/images/log-events/held-log'
import { LogRow } from './log-row'
import type { RowContext } from './row-context'
import type { RowsInView } from './use-in-view'
import { endHeight, useListPlace } from './use-list-place'

export type LogListHandle = {
  /** Brings a row into view; `nearest` moves only as far as it must. */
  scrollToRow: (row: number, align: 'center' | 'nearest' | 'start') => void
  scrollToStart: () => void
  scrollToEnd: () => void
  turnPage: (direction: 1 | -1) => void
  /** How many rows the window has room for, parts of rows included. */
  rowsThatFit: () => number
  scroller: () => HTMLElement | null
}

/**
 * The virtual list, and the only place that knows which library draws it. Every row has one height, the scroller is
 * a composited layer, and where it stands is useListPlace's affair.
 */
export function LogList({
  context,
  rowHeight,
  target,
  sticks,
  onRowsInView,
  onLeaveEnd,
  onReachEnd,
  focused,
  handle,
}: {
  context: RowContext
  /** Pixels. Another height is another list: give it another key. */
  rowHeight: number
  /** The row to begin with; `undefined`: the end. Asked once there are rows. */
  target: () => { row: number; align: 'center' | 'start' } | undefined
  /** Whether the end stays in view as rows come. */
  sticks: () => boolean
  /** On every scroll. */
  onRowsInView: (rows: RowsInView) => void
  /** The reader moved up. */
  onLeaveEnd: () => void
  onReachEnd: () => void
  /** Whether the list that was here before had the focus: Home may read another part of the log into a new one. */
  focused: RefObject<boolean>
  handle: Ref<LogListHandle>
}) {
  const place = useListPlace(context.view, rowHeight, target, sticks, {
    rowsInView: onRowsInView,
    leaveEnd: onLeaveEnd,
    reachEnd: onReachEnd,
  })
  const { scroller, setScroller, report, onLayout, ...moves } = place
  const onScroll = () => {
    // Each sticky gutter is a layer of its own to composite; at the left edge all of them lie where they would anyway.
    scroller.current?.toggleAttribute('data-sideways', scroller.current.scrollLeft > 0)
    report()
  }
  useImperativeHandle(handle, () => ({ scroller: () => scroller.current, ...moves }))
  useEffect(() => {
    if (focused.current && document.activeElement === document.body) {
      scroller.current?.focus({ preventScroll: true })
    }
    focused.current = false
  }, [focused, scroller])
  useLayoutEffect(
    () => () => {
      focused.current = scroller.current?.contains(document.activeElement) ?? false
    },
    [focused, scroller],
  )
  return (
    <Virtuoso
      className="log"
      style={{ height: '100%', overflowX: 'auto' }}
      role="log"
      aria-label="Build log"
      aria-live="off"
      tabIndex={0}
      scrollerRef={setScroller}
      onScroll={onScroll}
      // Seen before the page has scrolled, and so before new rows can pull a follower along once more.
      onWheel={({ deltaX, deltaY }) => {
        if (deltaY < -Math.abs(deltaX) && (scroller.current?.scrollTop ?? 0) > 0) onLeaveEnd()
      }}
      rangeChanged={report}
      context={{ ...context, onLayout }}
      totalCount={context.view.rows.count}
      fixedItemHeight={rowHeight}
      increaseViewportBy={{ top: 300, bottom: 300 }}
      computeItemKey={(row, _, now: ListContext) => keyOf(row, now)}
      itemContent={(row, _, now: ListContext) => <LogRow row={row} context={now} />}
      components={components}
    />
  )
}

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
    <div className="log-end" style={{ height: endHeight }}>
      {children}
    </div>
  )
}
