'use client'

import { useEffect, useRef } from 'react'
import { ApiError } from '@/lib/api-error'
import type { LogReader } from '@/lib/images/log-events/log-reader'

const soonest = 1_000
const latest = 2_000
const hiddenTab = 10_000

/** Events come up to 10 s late: a build that has just finished is looked at three times more, then left alone. */
const afterTheEnd = [0, 6_000, 12_000]

/**
 * Polls a log that is still written: every second while lines come, every two while none do, seldom in a hidden
 * tab. Timers throughout, as a hidden tab runs no animation frames.
 */
export function useFollow(reader: LogReader, running: boolean) {
  const wasRunning = useRef(false)
  useEffect(() => {
    if (!running) {
      const looks = wasRunning.current ? afterTheEnd : []
      wasRunning.current = false
      const timers = looks.map((delay) => setTimeout(() => void reader.poll(), delay))
      return () => timers.forEach(clearTimeout)
    }
    wasRunning.current = true
    return pollRegularly(reader)
  }, [reader, running])
}

/** A running build's log begins some minutes after its stack. */
function isNotThere(reader: LogReader) {
  const { phase, error } = reader.getState()
  return phase === 'failed' && error instanceof ApiError && error.status === 404
}

function pollRegularly(reader: LogReader): () => void {
  let timer: ReturnType<typeof setTimeout>
  let wait = soonest
  let over = false
  const tick = async () => {
    clearTimeout(timer)
    const came = await (isNotThere(reader) ? reader.lookAgain() : reader.poll())
    if (over) return
    const failing = reader.getState().followError !== undefined || isNotThere(reader)
    wait = failing ? Math.min(wait * 2, 15_000) : came ? soonest : Math.min(wait * 1.2, latest)
    clearTimeout(timer)
    timer = setTimeout(tick, document.hidden ? hiddenTab : wait)
  }
  const onVisible = () => {
    if (!document.hidden) void tick()
  }
  timer = setTimeout(tick, wait)
  document.addEventListener('visibilitychange', onVisible)
  return () => {
    over = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
