'use client'

import { useEffect, useRef, useState } from 'react'

/** What changes faster than this is not worth hearing. */
const pause = 400
const quiet = 5_000

/** A status as a screen reader should hear it: once it has settled, and at most one every five seconds. */
export function useAnnounced(status: string): string {
  const [said, say] = useState('')
  const last = useRef(-quiet)
  useEffect(() => {
    if (status === said) return
    const wait = Math.max(pause, last.current + quiet - performance.now())
    const timer = setTimeout(() => {
      last.current = performance.now()
      say(status)
    }, wait)
    return () => clearTimeout(timer)
  }, [status, said])
  return said
}
