'use client'

import { type RefCallback, type RefObject, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { type ClockScale, clockScale } from '@/lib/images/stack-events/clock-scale'
import type { Stretch } from '@/lib/images/stack-events/idle'
import { isServed, placeOf, timeIn, worldOf } from '@/lib/images/stack-events/world'
import { isWhole } from '@/lib/images/stack-events/zoom'
import type { Width } from './use-width'
import { useWorlds } from './use-worlds'

const TICKS_APART = 92
/** A hand that rests so long is done: what it moved is drawn anew, and written into the address. */
const REST_MS = 140

export interface Clock {
  /** The drawn stretch of time, on pixels of the size it has at rest. */
  scale: ClockScale
  ticks: readonly number[]
  /** What the window shows at this very moment. */
  live: () => Stretch
  /** Shows another stretch: at once by moving what is drawn, drawn anew when the hand rests. */
  move: (view: Stretch) => void
  /** The time under a place of the screen. */
  timeAt: (clientX: number) => number
  window: RefObject<HTMLElement | null>
  windowRef: RefCallback<HTMLElement>
  /** For each element that holds a row's part of the drawn stretch. */
  worldRef: RefCallback<HTMLElement>
}

/** The timeline's time scale. A view is drawn with a margin, so that a hand moves it without a row's render. */
export function useClock(
  whole: Stretch,
  view: Stretch | null,
  onView: (view: Stretch | null) => void,
  idle: readonly Stretch[],
  [measure, width]: Width,
): Clock {
  const window = useRef<HTMLElement | null>(null)
  const windowRef = useCallback(
    (element: HTMLElement | null) => {
      window.current = element
      return measure(element)
    },
    [measure],
  )
  const shown = view ?? whole
  const scale = useMemo(() => {
    // A collapsed stretch has its width in pixels, which a margin would stretch.
    const world = worldOf(shown, whole, idle.length > 0 ? 0 : 1)
    const length = shown.to - shown.from
    return clockScale(world, Math.max(1, (width * (world.to - world.from)) / length), idle)
  }, [shown, whole, width, idle])
  const ticks = useMemo(() => scale.ticks(TICKS_APART), [scale])

  const { worldRef, place: placeWorlds } = useWorlds(placeOf(scale, shown))
  const live = useRef(shown)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const place = useCallback(
    (next: Stretch) => {
      live.current = next
      placeWorlds(placeOf(scale, next))
    },
    [placeWorlds, scale],
  )
  useLayoutEffect(() => {
    clearTimeout(rest.current)
    place(shown)
  }, [place, shown])

  const move = useCallback(
    (next: Stretch) => {
      place(next)
      clearTimeout(rest.current)
      const settle = () => onView(isWhole(next, whole) ? null : next)
      if (!isServed(scale.view, shown, next)) return settle()
      rest.current = setTimeout(settle, REST_MS)
    },
    [place, scale, shown, whole, onView],
  )
  const timeAt = useCallback(
    (clientX: number) => {
      const box = window.current?.getBoundingClientRect()
      const share = box && box.width > 0 ? (clientX - box.left) / box.width : 0
      return timeIn(scale, placeOf(scale, live.current), Math.max(0, Math.min(1, share)))
    },
    [scale],
  )
  const now = useCallback(() => live.current, [])
  return { scale, ticks, live: now, move, timeAt, window, windowRef, worldRef }
}
