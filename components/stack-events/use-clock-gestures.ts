'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { ClockScale } from '@/lib/images/stack-events/clock-scale'
import type { Stretch } from '@/lib/images/stack-events/idle'
import { isWhole, panned, zoomed } from '@/lib/images/stack-events/zoom'

type Clock = {
  scale: ClockScale
  whole: Stretch
  onView: (view: Stretch | null) => void
}

/** How far a pointer may move and still mean a click. */
const CLICK_PX = 4

/**
 * Wheel with ctrl or ⌘ (a pinch on a trackpad says the same) zooms about the pointer; so does the plain wheel
 * over the axis. A sideways wheel and a drag pan once zoomed. Everything else still scrolls the page.
 * `chart` and `axis` are the elements whose left edge is the clock's.
 */
export function useClockGestures(
  area: RefObject<HTMLElement | null>,
  axis: RefObject<HTMLElement | null>,
  clock: Clock | undefined,
) {
  const latest = useRef(clock)
  useEffect(() => {
    latest.current = clock
  })

  useEffect(() => {
    const element = area.current
    if (!element) return
    const move = (view: Stretch) => {
      const { whole, onView } = latest.current ?? {}
      if (whole) onView?.(isWhole(view, whole) ? null : view)
    }

    const wheel = (event: WheelEvent) => {
      if (!latest.current || !axis.current) return
      const { scale, whole } = latest.current
      const overAxis = event.target instanceof Node && axis.current.contains(event.target)
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY)
      const length = scale.view.to - scale.view.from
      if (event.ctrlKey || event.metaKey || (overAxis && !sideways)) {
        event.preventDefault()
        const place = event.clientX - axis.current.getBoundingClientRect().left
        const lines = event.deltaMode === 1 ? 16 : 1
        const factor = Math.exp(Math.max(-1, Math.min(1, event.deltaY * lines * 0.003)))
        const anchor = scale.timeAt(Math.max(0, Math.min(scale.width, place)))
        move(zoomed(scale.view, whole, factor, anchor))
      } else if (sideways && !isWhole(scale.view, whole)) {
        event.preventDefault()
        move(panned(scale.view, whole, (event.deltaX / scale.width) * length))
      }
    }

    let drag: { x: number; view: Stretch; moved: boolean } | undefined
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !latest.current || !axis.current) return
      const { scale, whole } = latest.current
      const { left, right } = axis.current.getBoundingClientRect()
      if (isWhole(scale.view, whole) || event.clientX < left || event.clientX > right) return
      drag = { x: event.clientX, view: scale.view, moved: false }
    }
    const moved = (event: PointerEvent) => {
      if (!drag || !latest.current) return
      const by = event.clientX - drag.x
      if (!drag.moved && Math.abs(by) < CLICK_PX) return
      drag.moved = true
      const { scale, whole } = latest.current
      const length = drag.view.to - drag.view.from
      move(panned(drag.view, whole, (-by / scale.width) * length))
    }
    const up = () => {
      // The click that follows a drag must not open what happened to lie under it.
      if (drag?.moved) element.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => element.removeEventListener('click', swallow, { capture: true }))
      drag = undefined
    }
    const noDrag = (event: DragEvent) => event.preventDefault()

    element.addEventListener('wheel', wheel, { passive: false })
    element.addEventListener('pointerdown', down)
    element.addEventListener('dragstart', noDrag)
    window.addEventListener('pointermove', moved)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
    return () => {
      element.removeEventListener('wheel', wheel)
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('dragstart', noDrag)
      window.removeEventListener('pointermove', moved)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
    }
  }, [area, axis])
}

const swallow = (event: Event) => {
  event.preventDefault()
  event.stopPropagation()
}
