'use client'

import { useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import type { LogState } from '@/lib/images/log-events/log-state'
import { onlyMatches } from '@/lib/images/log-events/only-matches'
import { nextRowView, type RowView } from '@/lib/images/log-events/row-view'
import { buildRows, type RowOptions } from '@/lib/images/log-events/rows'
import type { Filter } from './use-filter'

/** The rows of what is held, renumbered in the same commit so that the top row on the screen stays where it is. */
export function useRowView(
  { held, region }: LogState,
  options: RowOptions,
  filter: Filter | undefined,
  /** The row that must not move when a filter comes or goes. */
  standing: React.RefObject<() => number>,
) {
  const committed = useRef<RowView | undefined>(undefined)
  const top = useRef(0)
  const all = useMemo(() => buildRows(held, options), [held, options])
  const rows = useMemo(
    () => (filter ? onlyMatches(all, filter.hits, filter.context, filter.also) : all),
    [all, filter],
  )
  const isFiltered = filter !== undefined
  const filtered = useRef(isFiltered)
  const view = useMemo(() => {
    const steady = filtered.current === isFiltered ? top.current : standing.current()
    return nextRowView(committed.current, steady, region, held, rows)
  }, [region, held, rows, isFiltered, standing])
  useLayoutEffect(() => {
    const last = committed.current
    top.current = last?.region === view.region ? Math.max(0, top.current + last.first - view.first) : 0
    committed.current = view
    filtered.current = isFiltered
  }, [view, isFiltered])
  const setTop = useCallback((row: number) => {
    top.current = row
  }, [])
  return { all, view, setTop, top }
}
