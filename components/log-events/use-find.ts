'use client'

import { useEffect, useMemo, useRef } from 'react'
import { findInHeld, firstHitFrom, type HeldHits, noHits } from '@/lib/images/log-events/find-in-held'
import { type FindQuery, findPattern } from '@/lib/images/log-events/find-query'
import { anchorOf, type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { StreamHit } from '@/lib/images/log-events/search-stream'

export type Found = {
  readonly pattern: RegExp | null
  /** Why the regular expression cannot be read. */
  readonly problem: string | undefined
  /** What was looked for. */
  readonly text: string
  readonly held: HeldLog
  readonly hits: HeldHits
}

/** Every hit among the lines that are loaded, kept up as the log grows. */
export function useFind(held: HeldLog, query: FindQuery): Found {
  const { text, matchCase, wholeWord, regularExpression } = query
  const read = useMemo(
    () => findPattern({ text, matchCase, wholeWord, regularExpression }),
    [text, matchCase, wholeWord, regularExpression],
  )
  const pattern = read instanceof RegExp ? read : null
  const last = useRef<{ pattern: RegExp | null; log: HeldLog; hits: HeldHits } | undefined>(undefined)
  const hits = useMemo(() => {
    if (!pattern) return noHits
    return findInHeld(held, pattern, last.current?.pattern === pattern ? last.current : undefined)
  }, [held, pattern])
  useEffect(() => {
    last.current = { pattern: pattern, log: held, hits }
  }, [pattern, held, hits])
  return { pattern, problem: typeof read === 'string' ? read : undefined, text, held, hits }
}

export const hitAt = ({ held, hits }: Found, number: number): StreamHit => ({
  anchor: anchorOf(held, hits.event[number] ?? 0),
  line: hits.line[number] ?? 0,
})

/** The hit's number among those loaded, or -1. */
export function numberOfHit({ held, hits }: Found, hit: StreamHit | undefined): number {
  if (!hit) return -1
  const { index, exact } = indexOfAnchor(held, hit.anchor)
  if (!exact) return -1
  const number = firstHitFrom(hits, index, hit.line)
  return hits.event[number] === index && hits.line[number] === hit.line ? number : -1
}
