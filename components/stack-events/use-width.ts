'use client'

import { type RefCallback, useCallback, useRef, useState } from 'react'

/** What measures an element, and its width in whole pixels. */
export type Width = [ref: RefCallback<HTMLElement>, width: number]

/**
 * The width of an element, kept up to date; `guess` until it is drawn. Another element may take its place later: it
 * is taken to be as wide until the browser says otherwise, which costs no layout in the middle of drawing.
 */
export function useWidth(guess = 0): Width {
  const [width, setWidth] = useState(guess)
  const measured = useRef(false)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    if (!measured.current) setWidth(Math.floor(element.clientWidth))
    measured.current = true
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, width]
}
