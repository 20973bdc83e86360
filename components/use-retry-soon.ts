'use client'

import { useEffect, useRef } from 'react'
import { isPassing } from '@/lib/api-error'

const soonest = 3_000
const latest = 60_000

/**
 * Asks again by itself what failed and may yet be answered: after three seconds, then twice as long each time, up to a
 * minute. A hidden tab waits until it is seen.
 * @param failure undefined while nothing has failed
 * @param settled whether it has been answered since, so that the next failure is a first one again
 */
export function useRetrySoon(failure: unknown, settled: boolean, retry: () => void) {
  const tries = useRef(0)
  const again = useRef(retry)
  useEffect(() => {
    again.current = retry
    if (settled) tries.current = 0
  })
  useEffect(() => {
    if (failure === undefined || !isPassing(failure)) return
    const askAgain = () => {
      if (document.hidden) return
      tries.current += 1
      again.current()
    }
    const timer = setTimeout(askAgain, Math.min(soonest * 2 ** tries.current, latest))
    document.addEventListener('visibilitychange', askAgain)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', askAgain)
    }
  }, [failure])
}
