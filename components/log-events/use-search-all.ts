'use client'

import { useCallback, useEffect, useState } from 'react'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { type StreamSearch, searchStream } from '@/lib/images/log-events/search-stream'
import { imagePath } from '@/lib/images/queries'
import type { LogAddress } from './use-log'

export type SearchAll =
  | { state: 'idle' }
  | { state: 'searching' | 'done'; search: StreamSearch }
  | { state: 'failed'; error: unknown }

const nothingYet: StreamSearch = { scanned: 0, total: 0, hits: [], done: false }

/** Typing has stopped for so long: the whole stream is worth a search. */
const pause = 1_200

/** Searches the whole stream on the server: by itself after a pause in typing, at once when told. */
export function useSearchAll(
  { imageId, logStreamName, region, account }: LogAddress,
  range: { startTime: number | null; endTime: number | null },
  query: FindQuery,
  /** False when there is nothing to look for, or everything is loaded anyway. */
  wanted: boolean,
) {
  const { text, matchCase, wholeWord, regularExpression } = query
  const { startTime, endTime } = range
  const key = JSON.stringify([
    imageId,
    logStreamName,
    region,
    account,
    startTime,
    endTime,
    text,
    matchCase,
    wholeWord,
    regularExpression,
  ])
  const [answer, setAnswer] = useState<{ key: string; all: SearchAll }>({ key: '', all: { state: 'idle' } })
  const [asked, setAsked] = useState('')

  useEffect(() => {
    if (asked !== key) return
    const abort = new AbortController()
    const set = (all: SearchAll) => {
      if (!abort.signal.aborted) setAnswer({ key, all })
    }
    set({ state: 'searching', search: nothingYet })
    searchStream(
      `${imagePath(imageId)}/find`,
      { region, account, logStreamName, startTime: iso(startTime), endTime: iso(endTime) },
      { text, matchCase, wholeWord, regularExpression },
      abort.signal,
      (search) => set({ state: search.done ? 'done' : 'searching', search }),
    ).catch((error: unknown) => set({ state: 'failed', error }))
    return () => abort.abort()
  }, [
    asked,
    key,
    imageId,
    logStreamName,
    region,
    account,
    startTime,
    endTime,
    text,
    matchCase,
    wholeWord,
    regularExpression,
  ])

  useEffect(() => {
    if (!wanted || asked === key) return
    const timer = setTimeout(() => setAsked(key), pause)
    return () => clearTimeout(timer)
  }, [wanted, asked, key])

  const searchAll = useCallback(() => setAsked(key), [key])
  const all: SearchAll = answer.key === key ? answer.all : { state: 'idle' }
  return { all, searchAll }
}

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())
