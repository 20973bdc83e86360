'use client'

import { type ReactNode, useCallback, useState } from 'react'

/** So far from the screen rows are drawn already. */
const ahead = '600px 0px'
/** Pixels, about: what a row is high before it was drawn. */
const rowHeight = 40

/** Some rows of a long table: drawn while they are near the screen, else a gap as high as they are. */
export function RowChunk({ rows, first, draw }: { rows: number; first: boolean; draw: () => ReactNode }) {
  const [near, setNear] = useState(first)
  const [height, setHeight] = useState<number>()
  const watch = useCallback((body: HTMLElement | null) => {
    if (!body) return
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (!entry) return
        // Whoever holds the focus in a row is not robbed of it.
        const held = body.contains(document.activeElement)
        if (!entry.isIntersecting && body.childElementCount > 1) setHeight(entry.boundingClientRect.height)
        setNear(entry.isIntersecting || held)
      },
      { rootMargin: ahead },
    )
    observer.observe(body)
    return () => observer.disconnect()
  }, [])
  return (
    <tbody ref={watch} className="max-md:block">
      {near ? (
        draw()
      ) : (
        <tr aria-hidden style={{ height: height ?? rows * rowHeight }} className="max-md:block">
          <td />
        </tr>
      )}
    </tbody>
  )
}
