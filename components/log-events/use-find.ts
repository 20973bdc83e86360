'use client'

import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { compareAnchors, type EventAnchor } from '@/lib/images/log-events/anchor'
import { findInHeld, firstHitFrom, type HeldHits, noHits } from '@/lib/images/log-events/find-in-held'
import { type FindQuery, findPattern } from '@/lib/images/log-events/find-query'
import { anchorOf, type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'

/** One hit by name, so that it outlives a growing log. */
export type Hit = { readonly anchor: EventAnchor; readonly line: number }

export type Found = {
  readonly pattern: RegExp | null
  /** Why the regular expression cannot be read. */
  readonly problem: string | undefined
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
  const settled = useDeferredValue(pattern)
  const last = useRef<{ pattern: RegExp | null; log: HeldLog; hits: HeldHits } | undefined>(undefined)
  const hits = useMemo(() => {
    if (!settled) return noHits
    return findInHeld(held, settled, last.current?.pattern === settled ? last.current : undefined)
  }, [held, settled])
  useEffect(() => {
    last.current = { pattern: settled, log: held, hits }
  }, [settled, held, hits])
  return { pattern: settled, problem: typeof read === 'string' ? read : undefined, held, hits }
}

/** The hit that is stood on, if it is still one. */
export function useHit() {
  return useState<Hit | undefined>(undefined)
}

export const hitAt = ({ held, hits }: Found, number: number): Hit => ({
  anchor: anchorOf(held, hits.event[number] ?? 0),
  line: hits.line[number] ?? 0,
})

/** The hit's number among those loaded, or -1. */
export function numberOfHit({ held, hits }: Found, hit: Hit | undefined): number {
  if (!hit) return -1
  const { index, exact } = indexOfAnchor(held, hit.anchor)
  if (!exact) return -1
  const number = firstHitFrom(hits, index, hit.line)
  return hits.event[number] === index && hits.line[number] === hit.line ? number : -1
}

export const sameHit = (a: Hit | undefined, b: Hit | undefined) =>
  a !== undefined && b !== undefined && compareAnchors(a.anchor, b.anchor) === 0 && a.line === b.line
