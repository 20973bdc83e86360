'use client'

import { useEffect, useRef } from 'react'

/** Whether the reader has done nothing on this page so far. */
export function useUntouched(): React.RefObject<boolean> {
  const untouched = useRef(true)
  useEffect(() => {
    const touch = () => {
      untouched.current = false
    }
    const events = ['pointerdown', 'keydown', 'wheel'] as const
    for (const event of events) document.addEventListener(event, touch, { capture: true, passive: true })
    return () => {
      for (const event of events) document.removeEventListener(event, touch, { capture: true })
    }
  }, [])
  return untouched
}
