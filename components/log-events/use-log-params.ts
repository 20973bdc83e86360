'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { logStreamHref } from '@/lib/images/addresses'
import { type AnchorRange, type EventAnchor, formatAnchor, formatAt } from '@/lib/images/log-events/anchor'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { logViewKeys, logViewParams } from '@/lib/images/log-events/search-params'
import type { Range } from './time-range'
import type { LogAddress } from './use-log'

/** Lines around each match, when only matches are shown. */
const context = 2

/**
 * What the address says of the log: which part of it, what is looked for, which lines are marked. Jumps become
 * entries of the browser's history, keystrokes do not.
 */
export function useLogParams({ imageId, logStreamName, region, account }: LogAddress) {
  const [params, set] = useQueryStates(logViewParams, { history: 'replace', urlKeys: logViewKeys })
  const { at, startTime, endTime, only, text, matchCase, wholeWord, regularExpression } = params
  const range = useMemo<Range>(() => ({ startTime, endTime }), [startTime, endTime])
  const query = useMemo<FindQuery>(
    () => ({ text, matchCase, wholeWord, regularExpression }),
    [text, matchCase, wholeWord, regularExpression],
  )
  const setRange = useCallback((next: Range) => void set(next, { history: 'push' }), [set])
  const setAt = useCallback((next: AnchorRange | null) => void set({ at: next }, { history: 'push' }), [set])
  const setQuery = useCallback((change: Partial<FindQuery>) => void set(change), [set])
  const setOnly = useCallback((on: boolean) => void set({ only: on ? context : null }), [set])
  const showAll = useCallback(() => setOnly(false), [setOnly])
  const hrefOf = useCallback(
    (anchor: EventAnchor | AnchorRange) =>
      logStreamHref(imageId, logStreamName, {
        region,
        account,
        startTime: iso(startTime),
        endTime: iso(endTime),
        at: 'from' in anchor ? formatAt(anchor) : formatAnchor(anchor),
      }),
    [imageId, logStreamName, region, account, startTime, endTime],
  )
  const bounded = startTime !== null || endTime !== null
  return { at, range, bounded, query, only, setRange, setAt, setQuery, setOnly, showAll, hrefOf }
}

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())
