'use client'

import { type CSSProperties, useLayoutEffect, useMemo } from 'react'
import { type ContextProp, type ItemProps, type ListProps, Virtuoso } from 'react-virtuoso'
import { rowAt } from '@/lib/images/log-view/moving'
import { rowContextOf } from '@/lib/images/log-view/select-drawing'
import { LogEnd } from './log-ends'
import { LogRow, type RowContext, rowKey } from './log-row'
import { useLogView, useLogViewParts } from './log-view-context'
import { endHeight } from './scroller'
import { useTimeMode } from './use-time-mode'

/**
 * The virtual list, and the only place that knows which library draws it. Every row has one height, the scroller is
 * a composited layer, and where it stands is LogScroller's affair.
 */
export function LogList({ rowHeight }: { rowHeight: number }) {
  const { store, scroller } = useLogViewParts()
  const drawing = useLogView(rowContextOf)
  const timeMode = useTimeMode()
  const context = useMemo(
    () => ({ ...drawing, store, timeMode, settle: scroller.settle }),
    [drawing, store, timeMode, scroller],
  )
  useLayoutEffect(() => () => scroller.keepFocus(), [scroller])
  return (
    <Virtuoso
      className="log"
      style={{ height: '100%', overflowX: 'auto' }}
      role="log"
      aria-label="Build log"
      aria-live="off"
      tabIndex={0}
      scrollerRef={scroller.attach}
      rangeChanged={scroller.onRange}
      context={context}
      totalCount={context.view.rows.count}
      fixedItemHeight={rowHeight}
      increaseViewportBy={{ top: 300, bottom: 300 }}
      computeItemKey={(place, _, now: ListContext) => rowKey(rowAt(place, now.moving), now)}
      itemContent={(place, _, now: ListContext) => <LogRow row={rowAt(place, now.moving)} context={now} />}
      components={components}
    />
  )
}

type ListContext = RowContext & { settle: () => void }
type InContext = ContextProp<ListContext>

const components = {
  List,
  // Rows have one height: nothing is measured, and a box around each would only cost its own layout.
  Item: ({ children }: ItemProps<unknown> & InContext) => children,
  Header: () => <End side="older" />,
  Footer: () => <End side="newer" />,
}

function List({ context, style, ...props }: ListProps & InContext) {
  useLayoutEffect(context.settle)
  return <div {...props} style={{ ...style, minWidth: context.width } as CSSProperties} />
}

function End({ side }: { side: 'older' | 'newer' }) {
  return (
    <div className="log-end" style={{ height: endHeight }}>
      <LogEnd side={side} />
    </div>
  )
}
