'use client'

import { type CSSProperties, type Ref, useImperativeHandle, useRef } from 'react'
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
 */
export function LogList({
  context,
  target,
  follow,
  onRowsInView,
  onAtEnd,
  handle,
}: {
  context: RowContext
  /** The row to begin with, in the middle; `undefined`: the end. */
  target: { row: number; align: 'center' | 'start' } | undefined
  follow: React.RefObject<boolean>
  /** On every scroll. */
  onRowsInView: (rows: RowsInView) => void
  onAtEnd: (atEnd: boolean) => void
  handle: Ref<LogListHandle>
}) {
  const scroller = useRef<HTMLElement | null>(null)
  const before = useRef({ top: 0, height: 0 })
  const { rows, first } = context.view

  useImperativeHandle(handle, () => ({
    scroller: () => scroller.current,
    scrollToEnd: () => {
      const element = scroller.current
      if (element) element.scrollTop = element.scrollHeight
    },
    scrollToRow: (row, align) => {
      const element = scroller.current
      if (!element) return
      const top = endHeight + row * rowHeight
      const height = element.clientHeight
      const inView = top >= element.scrollTop && top + rowHeight <= element.scrollTop + height
      if (align === 'nearest' && inView) return
      if (align === 'start') element.scrollTop = top
      else if (align === 'center') element.scrollTop = top - (height - rowHeight) / 2
      else if (top < element.scrollTop) element.scrollTop = top - rowHeight
      else element.scrollTop = top + 2 * rowHeight - height
    },
  }))

  const report = () => {
    const element = scroller.current
    if (!element) return
    const { scrollTop, scrollHeight, clientHeight } = element
    const movedUp = scrollTop < before.current.top && scrollHeight === before.current.height
    before.current = { top: scrollTop, height: scrollHeight }
    const first = Math.max(0, Math.floor((scrollTop - endHeight) / rowHeight))
    const last = Math.ceil((scrollTop - endHeight + clientHeight) / rowHeight)
    onRowsInView({ first, last, movedUp })
    onAtEnd(scrollHeight - scrollTop - clientHeight <= 8)
  }

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
      rangeChanged={() => setTimeout(report, 50)}
      context={context}
      totalCount={rows.count}
      firstItemIndex={first}
      fixedItemHeight={rowHeight}
      increaseViewportBy={{ top: 300, bottom: 300 }}
      computeItemKey={(index, _, now: RowContext) => keyOf(index - now.view.first, now)}
      initialTopMostItemIndex={
        target
          ? { index: target.row, align: target.align }
          : { index: 'LAST', align: 'end', offset: endHeight }
      }
      followOutput={() => (follow.current ? 'auto' : false)}
      atBottomThreshold={8}
      itemContent={(index, _, now: RowContext) => <LogRow row={index - now.view.first} context={now} />}
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

type InContext = ContextProp<RowContext>

const components = {
  List: ({ context, style, ...props }: ListProps & InContext) => (
    <div {...props} style={{ ...style, minWidth: context.width } as CSSProperties} />
  ),
  Item: ({ item: _item, context: _context, style: _style, ...props }: ItemProps<unknown> & InContext) => (
    <div {...props} />
  ),
  Header: ({ context }: InContext) => <End>{context.older}</End>,
  Footer: ({ context }: InContext) => <End>{context.newer}</End>,
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
