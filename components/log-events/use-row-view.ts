'use client'

import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { HeldHits } from '@/lib/images/log-events/find-in-held'
import type { LogState } from '@/lib/images/log-events/log-state'
import { onlyMatches } from '@/lib/images/log-events/only-matches'
import { nextRowView, type RowView } from '@/lib/images/log-events/row-view'
import { buildRows, type RowOptions } from '@/lib/images/log-events/rows'

/** The rows of what is held, renumbered in the same commit so that the top row on the screen stays where it is. */
export function useRowView(
  { held, region }: LogState,
  options: RowOptions,
  only: { hits: HeldHits; context: number } | undefined,
) {
  const committed = useRef<RowView | undefined>(undefined)
  const top = useRef(0)
  const all = useMemo(() => buildRows(held, options), [held, options])
  const rows = useMemo(() => (only ? onlyMatches(all, only.hits, only.context) : all), [all, only])
  const pinned = useRef<number | undefined>(undefined)
  const view = useMemo(
    () => nextRowView(committed.current, pinned.current ?? top.current, region, held, rows),
    [region, held, rows],
  )
  useLayoutEffect(() => {
    const last = committed.current
    top.current = last?.region === view.region ? Math.max(0, top.current + last.first - view.first) : 0
    committed.current = view
    pinned.current = undefined
  }, [view])
  const setTop = useCallback((row: number) => {
    top.current = row
  }, [])
  /** This row, instead of the one on top, stays where it is when the rows change next. */
  const pin = useCallback((row: number | undefined) => {
    pinned.current = row
  }, [])
  return { view, setTop, top, pin }
}
