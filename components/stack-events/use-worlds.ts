'use client'

import { type RefCallback, useCallback, useRef } from 'react'
import type { WorldPlace } from '@/lib/images/stack-events/world'

/**
 * The worlds of all rows, placed together. Zoom and pan set two styles on each and nothing else: no row renders, and
 * a browser finds a style on an element in half the time that a changed rule or an inherited property takes it.
 */
export function useWorlds(first: WorldPlace) {
  const worlds = useRef(new Set<HTMLElement>())
  const at = useRef(first)
  /** For every element that holds a world; one that comes later stands where the others do. */
  const worldRef: RefCallback<HTMLElement> = useCallback((element) => {
    if (!element) return
    worlds.current.add(element)
    put(element, at.current)
    return () => void worlds.current.delete(element)
  }, [])
  const place = useCallback((next: WorldPlace) => {
    if (next.left === at.current.left && next.width === at.current.width) return
    at.current = next
    for (const element of worlds.current) put(element, next)
  }, [])
  return { worldRef, place }
}

function put(element: HTMLElement, { left, width }: WorldPlace) {
  element.style.left = `${left * 100}%`
  element.style.width = `${width * 100}%`
}
