'use client'

import { type ReactNode, useCallback, useState } from 'react'

/** So far from the screen rows are drawn already. */
const AHEAD = '300px 0px'

type Props = {
  /** How many rows it holds. */
  rows: number
  /** Drawn at once, without asking whether it is in sight. */
  first: boolean
  /** Drawn, wherever it is, once what is in sight has been. */
  keep: boolean
  all: boolean
  draw: () => ReactNode
}

/** Some rows of a long list: drawn while they are near the screen, else a gap as high as they are. */
export function ListChunk({ rows, first, keep, all, draw }: Props) {
  const [near, setNear] = useState(first)
  const [height, setHeight] = useState<number>()
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      const observer = new IntersectionObserver(
        ([entry]) => {
          if (!entry) return
          // The reader's place is not taken away from under them.
          const held = element.contains(document.activeElement)
          if (!entry.isIntersecting && !held && element.childElementCount > 0)
            setHeight(entry.boundingClientRect.height)
          setNear(entry.isIntersecting || held || keep)
        },
        { rootMargin: AHEAD },
      )
      observer.observe(element)
      return () => observer.disconnect()
    },
    [keep],
  )
  const drawn = near || all
  return (
    <div ref={watch} style={drawn ? undefined : { height: height ?? `calc(${rows} * var(--row-height))` }}>
      {drawn && draw()}
    </div>
  )
}
