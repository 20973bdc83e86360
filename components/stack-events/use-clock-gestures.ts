'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { Stretch } from '@/lib/images/stack-events/idle'
import { isWhole, panned, zoomed } from '@/lib/images/stack-events/zoom'
import type { Clock } from './use-clock'

/** How far a pointer may move and still mean a click. */
const CLICK_PX = 4

/**
 * Wheel with ctrl or ⌘ (a pinch on a trackpad says the same) zooms about the pointer; so does the plain wheel
 * over the axis. A sideways wheel and a drag pan once zoomed; two fingers do both. Everything else still scrolls
 * the page.
 */
export function useClockGestures(area: RefObject<HTMLElement | null>, clock: Clock, whole: Stretch) {
  const latest = useRef({ clock, whole })
  useEffect(() => {
    latest.current = { clock, whole }
  })

  useEffect(() => {
    const element = area.current
    if (!element) return
    const windowBox = () => latest.current.clock.window.current?.getBoundingClientRect() ?? new DOMRect()
    const zoom = (factor: number, clientX: number) => {
      const { clock, whole } = latest.current
      clock.move(zoomed(clock.live(), whole, factor, clock.timeAt(clientX)))
    }
    const pan = (view: Stretch, byPixels: number) => {
      const { clock, whole } = latest.current
      clock.move(panned(view, whole, (byPixels / windowBox().width) * (view.to - view.from)))
    }

    const wheel = (event: WheelEvent) => {
      const { clock, whole } = latest.current
      const overAxis = event.target instanceof Node && clock.window.current?.contains(event.target)
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (event.ctrlKey || event.metaKey || (overAxis && !sideways)) {
        event.preventDefault()
        const lines = event.deltaMode === 1 ? 16 : 1
        zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * lines * 0.003))), event.clientX)
      } else if (sideways && !isWhole(clock.live(), whole)) {
        event.preventDefault()
        pan(clock.live(), event.deltaX)
      }
    }

    const pointers = new Map<number, number>()
    let drag: { x: number; view: Stretch } | undefined
    let pinch: { middle: number; apart: number } | undefined
    let moved = false
    const down = (event: PointerEvent) => {
      const { left, right } = windowBox()
      if (event.button !== 0 || event.clientX < left || event.clientX > right) return
      if (pointers.size === 0) moved = false
      pointers.set(event.pointerId, event.clientX)
      const { clock, whole } = latest.current
      pinch = pointers.size === 2 ? spread(pointers) : undefined
      drag =
        pointers.size === 1 && !isWhole(clock.live(), whole)
          ? { x: event.clientX, view: clock.live() }
          : undefined
    }
    const move = (event: PointerEvent) => {
      if (!pointers.has(event.pointerId)) return
      pointers.set(event.pointerId, event.clientX)
      if (pinch) {
        const next = spread(pointers)
        moved = true
        zoom(pinch.apart / next.apart, next.middle)
        pan(latest.current.clock.live(), pinch.middle - next.middle)
        pinch = next
      } else if (drag && (moved || Math.abs(event.clientX - drag.x) >= CLICK_PX)) {
        moved = true
        pan(drag.view, drag.x - event.clientX)
      }
    }
    const up = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return
      // The click that follows a drag must not open what happened to lie under it.
      if (moved) element.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => element.removeEventListener('click', swallow, { capture: true }))
      drag = undefined
      pinch = undefined
    }
    const noDrag = (event: DragEvent) => event.preventDefault()

    element.addEventListener('wheel', wheel, { passive: false })
    element.addEventListener('pointerdown', down)
    element.addEventListener('dragstart', noDrag)
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
    return () => {
      element.removeEventListener('wheel', wheel)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('dragstart', noDrag)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
    }
  }, [area])
}

/** Two fingers: the place between them and how far they are apart. */
function spread(pointers: ReadonlyMap<number, number>) {
  const [a = 0, b = 0] = pointers.values()
  return { middle: (a + b) / 2, apart: Math.max(24, Math.abs(a - b)) }
}

const swallow = (event: Event) => {
  event.preventDefault()
  event.stopPropagation()
}
