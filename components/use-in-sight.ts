'use client'

import { useCallback, useState } from 'react'

/**
 * Whether an element is in sight, so that what only its reader wants is asked for then. `watch` is its ref.
 * @param afterMs so long it must have been: while a page is still coming, what belongs far below is in sight
 */
export function useInSight(afterMs = 0) {
  const [inSight, setInSight] = useState(false)
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return
      let timer: ReturnType<typeof setTimeout> | undefined
      const observer = new IntersectionObserver((entries) => {
        clearTimeout(timer)
        if (!entries.at(-1)?.isIntersecting) setInSight(false)
        else if (afterMs === 0) setInSight(true)
        else timer = setTimeout(() => setInSight(true), afterMs)
      })
      observer.observe(element)
      return () => {
        clearTimeout(timer)
        observer.disconnect()
      }
    },
    [afterMs],
  )
  return { inSight, watch }
}
