'use client'

import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { logStreamHref } from '@/lib/images/addresses'
import { type AnchorRange, type EventAnchor, formatAnchor, formatAt } from '@/lib/images/log-events/anchor'
import type { Bookmark } from '@/lib/images/log-events/bookmarks'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { contexts, logViewKeys, logViewParams, usualContext } from '@/lib/images/log-events/search-params'
import type { Range } from './time-range'
import type { LogAddress } from './use-log'

export type LogParams = ReturnType<typeof useLogParams>

/**
 * What the address says of the log: which part of it, what is looked for, which lines are marked. Jumps become
 * entries of the browser's history, keystrokes do not.
 */
export function useLogParams({ imageId, logStreamName, region, account }: LogAddress) {
  const [params, set] = useQueryStates(logViewParams, { history: 'replace', urlKeys: logViewKeys })
  const {
    at,
    line,
    startTime,
    endTime,
    only,
    reference,
    bookmarks,
    text,
    matchCase,
    wholeWord,
    regularExpression,
  } = params
  const range = useMemo<Range>(() => ({ startTime, endTime }), [startTime, endTime])
  const query = useMemo<FindQuery>(
    () => ({ text, matchCase, wholeWord, regularExpression }),
    [text, matchCase, wholeWord, regularExpression],
  )
  const setRange = useCallback((next: Range) => void set(next, { history: 'push' }), [set])
  const setAt = useCallback(
    (next: AnchorRange | null) => void set({ at: next, line: null }, { history: 'push' }),
    [set],
  )
  const setQuery = useCallback((change: Partial<FindQuery>) => void set(change), [set])
  const setOnly = useCallback((context: number | null) => void set({ only: context }), [set])
  const toggleOnly = useCallback(() => setOnly(only === null ? usualContext : null), [setOnly, only])
  const nextContext = useCallback(() => {
    setOnly(contexts.find((lines) => lines > (only ?? -1)) ?? contexts[0] ?? usualContext)
  }, [setOnly, only])
  const setReference = useCallback((next: EventAnchor | null) => void set({ reference: next }), [set])
  const setBookmarks = useCallback((next: readonly Bookmark[]) => void set({ bookmarks: next }), [set])
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
  /** The same for a plain link, which Next puts no base path in front of. */
  const addressOf = useCallback(
    (anchor: EventAnchor | AnchorRange) => (process.env.NEXT_PUBLIC_BASE_PATH ?? '') + hrefOf(anchor),
    [hrefOf],
  )
  const bounded = startTime !== null || endTime !== null
  return {
    at,
    line,
    range,
    bounded,
    query,
    only,
    reference,
    bookmarks,
    setRange,
    setAt,
    setQuery,
    setOnly,
    toggleOnly,
    nextContext,
    setReference,
    setBookmarks,
    hrefOf,
    addressOf,
  }
}

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())
