'use client'

import { useState } from 'react'
import { flushSync } from 'react-dom'
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

  const lineAt = (row: number) => ({
    anchor: anchorOf(held, rows.event[row] ?? 0),
    line: rows.line[row] ?? 0,
  })
  /** The next row after this one that begins a line. */
  const lineFrom = (row: number, direction: 1 | -1) => {
    let next = row + direction
    while (rows.kind[next] !== undefined && rows.kind[next] !== rowKind.line) next += direction
    return rows.kind[next] === undefined ? undefined : next
  }
  const link = () => list.current?.scroller()?.querySelector<HTMLElement>('[data-current] .log-time[href]')
  const move = (direction: 1 | -1) => {
    const visible = place && rowOf(rows, place.event, place.line)
    const row = lineFrom(visible ?? top.current - (direction === 1 ? 1 : 0), direction)
    if (row === undefined) return
    setFollow(false)
    // Focus goes along: whoever stands on a line's link stands on the next one's after the step.
    const isOnLink = document.activeElement?.matches('.log-time')
    flushSync(() => setCurrent(lineAt(row)))
    if (isOnLink) link()?.focus({ preventScroll: true })
    list.current?.scrollToRow(row, 'nearest')
  }

  /** From the log itself to the current line's link, or to that of the first line in view. */
  const enter = () => {
    if (document.activeElement !== list.current?.scroller()) return false
    const row = lineFrom(top.current, 1)
    // Drawn at once: focus can only go to what is there.
    if (!link() && row !== undefined) flushSync(() => setCurrent(lineAt(row)))
    link()?.focus({ preventScroll: true })
  }
  return { current, place, setCurrent, move, enter }
}
