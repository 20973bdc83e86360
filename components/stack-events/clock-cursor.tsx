'use client'

import { type RefObject, useEffect, useRef } from 'react'
import { useTimeZone } from '@/components/time-zone'
import { formatTime } from '@/lib/images/time-format'
import type { Clock } from './use-clock'

/** The moment under the pointer: a line through all rows and its time on the axis. It moves without React. */
export function ClockCursor({ area, clock }: { area: RefObject<HTMLElement | null>; clock: Clock }) {
  const line = useRef<HTMLDivElement>(null)
  const label = useRef<HTMLSpanElement>(null)
  const { timeZone } = useTimeZone()
  const latest = useRef({ clock, timeZone })
  useEffect(() => {
    latest.current = { clock, timeZone }
  })
  useEffect(() => {
    const element = area.current
    if (!element) return
    const hide = () => line.current?.toggleAttribute('hidden', true)
    const follow = (event: PointerEvent) => {
      const { clock, timeZone } = latest.current
      const box = clock.window.current?.getBoundingClientRect()
      const inside = box && event.clientX >= box.left && event.clientX <= box.right
      if (!inside || event.pointerType === 'touch' || !line.current || !label.current) return hide()
      const x = event.clientX - element.getBoundingClientRect().left
      line.current.style.translate = `${x}px 0`
      label.current.textContent = formatTime(clock.timeAt(event.clientX), timeZone).slice(11)
      line.current.toggleAttribute('hidden', false)
    }
    element.addEventListener('pointermove', follow)
    element.addEventListener('pointerleave', hide)
    return () => {
      element.removeEventListener('pointermove', follow)
      element.removeEventListener('pointerleave', hide)
    }
  }, [area])
  return (
    <div
      ref={line}
      hidden
      aria-hidden
      className="pointer-events-none absolute inset-y-0 left-0 z-20 border-l border-ink-3/50 print:hidden"
    >
      <span
        ref={label}
        className="sticky top-0.5 block w-max -translate-x-1/2 rounded bg-ink px-1 text-2xs tabular-nums text-bg"
      />
    </div>
  )
}
