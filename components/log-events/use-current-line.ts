'use client'

import { useState } from 'react'
import type { EventAnchor } from '@/lib/images/log-events/anchor'
import { anchorOf, indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { LinePlace } from '@/lib/images/log-events/hidden-lines'
import type { RowView } from '@/lib/images/log-events/row-view'
import { rowKind, rowOf } from '@/lib/images/log-events/rows'
import type { LogListHandle } from './log-list'

export type CurrentLine = { anchor: EventAnchor; line: number }

/** The line the keyboard stands on. */
export function useCurrentLine(
  { held, rows }: RowView,
  top: React.RefObject<number>,
  list: React.RefObject<LogListHandle | null>,
  setFollow: (follow: boolean) => void,
) {
  const [current, setCurrent] = useState<CurrentLine>()
  const found = current && indexOfAnchor(held, current.anchor)
  const place: LinePlace | undefined = found?.exact
    ? { event: found.index, line: current?.line ?? 0 }
    : undefined

  const move = (direction: 1 | -1) => {
    const visible = place && rowOf(rows, place.event, place.line)
    let row = visible ?? top.current - (direction === 1 ? 1 : 0)
    do row += direction
    while (rows.kind[row] !== undefined && rows.kind[row] !== rowKind.line)
    if (rows.kind[row] === undefined) return
    setFollow(false)
    setCurrent({ anchor: anchorOf(held, rows.event[row] ?? 0), line: rows.line[row] ?? 0 })
    list.current?.scrollToRow(row, 'nearest')
  }
  return { current, place, setCurrent, move }
}
