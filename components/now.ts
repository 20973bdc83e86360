'use client'

import { useEffect, useState } from 'react'
import { serverNow } from '@/lib/server-clock'

/** The server's clock, ticking every `everyMs` while `ticking`: for durations that grow before the reader's eyes. */
export function useNow(ticking: boolean, everyMs = 1000): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (!ticking) return
    setNow(serverNow())
    const timer = setInterval(() => setNow(serverNow()), everyMs)
    return () => clearInterval(timer)
  }, [ticking, everyMs])
  return now
}
