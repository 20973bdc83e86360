'use client'

import { useEffect, useRef, useState } from 'react'
import { compareAnchors } from '@/lib/images/log-events/anchor'
import { firstHitFrom } from '@/lib/images/log-events/find-in-held'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import type { LogState } from '@/lib/images/log-events/log-state'
import type { RowView } from '@/lib/images/log-events/row-view'
import type { StreamHit } from '@/lib/images/log-events/search-stream'
import { type Found, hitAt, numberOfHit } from './use-find'
import type { LogAddress } from './use-log'
import { useSearchAll } from './use-search-all'

/** Find: among the loaded lines at once, through the whole stream soon after; where one stands; what is said. */
export function useFinding(
  address: LogAddress,
  range: { startTime: number | null; endTime: number | null },
  query: FindQuery,
  found: Found,
  state: LogState,
  view: RowView,
  top: React.RefObject<number>,
  goTo: (hit: StreamHit) => void,
) {
  const whole = state.older.state === 'end' && state.newer.state === 'end'
  const wanted = found.pattern !== null && !whole && state.phase === 'open'
  const { all, searchAll } = useSearchAll(address, range, query, wanted)
  const [hit, setHit] = useState<StreamHit>()
  const number = numberOfHit(found, hit)
  const everywhere = !whole && all.state === 'done' ? all.search : undefined

  const topEvent = () => view.rows.event[top.current] ?? 0
  const go = (next: StreamHit | undefined) => {
    if (!next) return
    setHit(next)
    goTo(next)
  }
  const step = (direction: 1 | -1) => {
    if (wanted && all.state === 'idle') searchAll()
    move(direction)
  }
  const move = (direction: 1 | -1) => {
    if (everywhere && everywhere.hits.length > 0) {
      return go(nextOf(everywhere.hits, hit, direction))
    }
    const { count } = found.hits
    if (count === 0) return
    const near = firstHitFrom(found.hits, topEvent(), 0)
    const next = number >= 0 ? number + direction : direction === 1 ? near : near - 1
    go(hitAt(found, (next + count) % count))
  }

  // What is typed leads to the first hit in view or below it, once it is found.
  const typed = useRef(false)
  useEffect(() => {
    if (!typed.current || !found.pattern) return
    if (found.text !== query.text) return
    typed.current = false
    if (found.hits.count > 0) move(1)
  })
  const onType = () => {
    typed.current = true
    setHit(undefined)
  }

  const total = everywhere ? everywhere.total : found.hits.count
  const place = everywhere ? positionOf(everywhere.hits, hit) : number
  const hitPlace =
    number >= 0 ? { event: found.hits.event[number] ?? 0, line: found.hits.line[number] ?? 0 } : undefined
  return { found, all, searchAll, hitPlace, step, onType, whole, total, place, wanted }
}

function positionOf(hits: readonly StreamHit[], hit: StreamHit | undefined): number {
  if (!hit) return -1
  const index = lowerBound(hits, hit)
  const at = hits[index]
  return at && compareHits(at, hit) === 0 ? index : -1
}

function nextOf(hits: readonly StreamHit[], hit: StreamHit | undefined, direction: 1 | -1) {
  const here = positionOf(hits, hit)
  const next = here >= 0 ? here + direction : hit ? lowerBound(hits, hit) - (direction === 1 ? 0 : 1) : 0
  return hits[(next + hits.length) % hits.length]
}

function lowerBound(hits: readonly StreamHit[], hit: StreamHit): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = hits[middle]
    if (at && compareHits(at, hit) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const compareHits = (a: StreamHit, b: StreamHit) => compareAnchors(a.anchor, b.anchor) || a.line - b.line

/** What find says: where one stands, of how many, and among what. */
export function findingText(
  { found, all, whole, total, place }: ReturnType<typeof useFinding>,
  text: string,
  loaded: number,
): string {
  if (found.problem) return found.problem
  if (!text || !found.pattern) return ''
  if (all.state === 'failed') {
    return `The whole log could not be searched: ${all.error instanceof Error ? all.error.message : all.error}`
  }
  const count = total.toLocaleString('en')
  if (!whole && all.state === 'searching') {
    const soFar = Math.max(all.search.total, total).toLocaleString('en')
    const { scanned } = all.search
    return scanned === 0
      ? `${soFar} so far, searching…`
      : `${soFar} so far, ${scanned.toLocaleString('en')} events searched…`
  }
  const scope = whole || all.state === 'done' ? '' : ` in ${loaded.toLocaleString('en')} loaded lines`
  if (total === 0) return `No matches${scope}`
  return place >= 0
    ? `${(place + 1).toLocaleString('en')} of ${count}${scope}`
    : `${count} ${total === 1 ? 'match' : 'matches'}${scope}`
}
