'use client'

import { type RefCallback, useCallback, useState } from 'react'

/** The width of an element in whole pixels, kept up to date; `guess` until it is drawn. */
export function useWidth(guess = 0): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(guess)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    setWidth(Math.floor(element.clientWidth))
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
