'use client'

import { useCallback, useEffect, useState } from 'react'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { type StreamSearch, searchStream } from '@/lib/images/log-events/search-stream'
import { imagePath } from '@/lib/images/queries'
import type { Range } from './time-range'
import type { LogAddress } from './use-log'

export type SearchAll =
  | { state: 'idle' }
  | { state: 'searching' | 'done'; search: StreamSearch }
  | { state: 'failed'; error: unknown }

const idle: SearchAll = { state: 'idle' }

const nothingYet: StreamSearch = { scanned: 0, total: 0, hits: [], done: false }

/** Typing has stopped for so long: the whole stream is worth a search. */
const pause = 1_200

/** Searches the whole stream on the server: by itself after a pause in typing, at once when told. */
export function useSearchAll(
  address: LogAddress,
  range: Range,
  query: FindQuery,
  /** False when there is nothing to look for, or everything is loaded anyway. */
  wanted: boolean,
) {
  // The question as text: what it is made of is new with every draw, and only what it says counts.
  const question = JSON.stringify({ address, range, query })
  const [answer, setAnswer] = useState<{ question: string; all: SearchAll }>({ question: '', all: idle })
  const [asked, setAsked] = useState('')

  useEffect(() => {
    if (asked !== question) return
    const abort = new AbortController()
    const set = (all: SearchAll) => {
      if (!abort.signal.aborted) setAnswer({ question, all })
    }
    set({ state: 'searching', search: nothingYet })
    search(JSON.parse(question), abort.signal, (search) =>
      set({ state: search.done ? 'done' : 'searching', search }),
    ).catch((error: unknown) => set({ state: 'failed', error }))
    return () => abort.abort()
  }, [asked, question])

  useEffect(() => {
    if (!wanted || asked === question) return
    const timer = setTimeout(() => setAsked(question), pause)
    return () => clearTimeout(timer)
  }, [wanted, asked, question])

  const searchAll = useCallback(() => setAsked(question), [question])
  return { all: answer.question === question ? answer.all : idle, searchAll }
}

function search(
  { address, range, query }: { address: LogAddress; range: Range; query: FindQuery },
  signal: AbortSignal,
  onProgress: (search: StreamSearch) => void,
) {
  const { imageId, logStreamName, region, account } = address
  const [startTime, endTime] = [iso(range.startTime), iso(range.endTime)]
  return searchStream(
    `${imagePath(imageId)}/find`,
    { region, account, logStreamName, startTime, endTime },
    query,
    signal,
    onProgress,
  )
}

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())
