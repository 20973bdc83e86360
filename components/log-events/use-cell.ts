'use client'

import { useEffect, useState } from 'react'

/** The width of one character of the log's font, and of the box it is drawn in. Pixels; 0 until measured. */
export function useCell(box: React.RefObject<HTMLElement | null>): { cell: number; width: number } {
  const [size, setSize] = useState({ cell: 7.8, width: 0 })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const probe = document.createElement('span')
    probe.className = 'log pointer-events-none invisible absolute'
    probe.textContent = '0'.repeat(100)
    element.append(probe)
    const measure = () => {
      const cell = probe.getBoundingClientRect().width / 100
      const width = element.clientWidth
      setSize((last) => (last.cell === cell && last.width === width ? last : { cell, width }))
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    void document.fonts.ready.then(measure)
    return () => {
      observer.disconnect()
      probe.remove()
    }
  }, [box])
  return size
}
