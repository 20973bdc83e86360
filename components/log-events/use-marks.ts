'use client'

import { useCallback, useMemo } from 'react'
import { type AnchorRange, compareAnchors, parseAt } from '@/lib/images/log-events/anchor'
import { anchorOf } from '@/lib/images/log-events/held-log'
import { markedIn } from '@/lib/images/log-events/marked'
import type { RowView } from '@/lib/images/log-events/row-view'
import type { CurrentLine } from './use-current-line'

/** The marked lines are those the address names. A click on a line's link marks it, a shift-click all up to it. */
export function useMarks(
  { held, rows }: RowView,
  at: AnchorRange | null,
  setAt: (at: AnchorRange | null) => void,
  setCurrent: (line: CurrentLine) => void,
  setFollow: (follow: boolean) => void,
) {
  const marked = useMemo(() => (at ? markedIn(held, at) : undefined), [held, at])
  const mark = useCallback(
    (next: AnchorRange | null) => {
      setFollow(false)
      setAt(next)
    },
    [setAt, setFollow],
  )
  const onRowClick = (event: React.MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('.log-time[href]') : null
    const row = Number(link?.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN)
    if (!link || Number.isNaN(row) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const first = rows.event[row] ?? 0
    const repeats = rows.repeats.get(first)
    const anchor = anchorOf(held, first)
    // A row that stands for many events marks them all.
    const last = repeats?.folded ? anchorOf(held, first + repeats.count - 1) : anchor
    setCurrent({ anchor, line: rows.line[row] ?? 0 })
    if (!event.shiftKey || !at) return mark({ from: anchor, to: last })
    window.getSelection()?.removeAllRanges()
    mark(compareAnchors(at.from, anchor) <= 0 ? { from: at.from, to: last } : { from: anchor, to: at.to })
  }
  /** A link to a line of this log, wherever it stands: the page is here already, only the line changes. */
  const onLinkClick = (event: React.MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const { pathname, searchParams } = new URL(link.href)
    const there = parseAt(searchParams.get('at') ?? '')
    if (!there || pathname !== location.pathname) return
    event.preventDefault()
    mark(there)
  }
  return { marked, mark, onRowClick, onLinkClick }
}
