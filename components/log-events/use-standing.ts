'use client'

import { useEffect } from 'react'
import type { LinePlace } from '@/lib/images/log-events/hidden-lines'
import type { RowView } from '@/lib/images/log-events/row-view'
import { rowOf } from '@/lib/images/log-events/rows'
import type { LogListHandle } from './log-list'

/**
 * The row one stands on: that of the first of `places` that is in view, else the topmost. Told through a ref, as
 * the rows themselves ask for it when they change.
 */
export function useStanding(
  { rows }: RowView,
  top: React.RefObject<number>,
  list: React.RefObject<LogListHandle | null>,
  places: readonly (LinePlace | undefined)[],
  standing: React.RefObject<() => number>,
) {
  useEffect(() => {
    standing.current = () => {
      const below = top.current + (list.current?.rowsThatFit() ?? 0) - 1
      for (const place of places) {
        const row = place ? rowOf(rows, place.event, place.line) : -1
        if (row >= top.current && row < below) return row
      }
      return top.current
    }
  })
}
