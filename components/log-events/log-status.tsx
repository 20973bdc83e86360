'use client'

import { useEffect, useRef, useState } from 'react'

/** At most one announcement in this long: a screen reader must not be talked over by its own log. */
const pause = 5_000

/** The log's one voice for screen readers: the newest message, not sooner than the pause allows. */
export function LogStatus({ message }: { message: string }) {
  const [said, setSaid] = useState('')
  const lastAt = useRef(0)
  useEffect(() => {
    if (message === said) return
    const wait = Math.max(0, lastAt.current + pause - Date.now())
    const timer = setTimeout(() => {
      lastAt.current = Date.now()
      setSaid(message)
    }, wait)
    return () => clearTimeout(timer)
  }, [message, said])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
