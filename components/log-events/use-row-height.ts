'use client'

import { useSyncExternalStore } from 'react'

/** A finger needs 24 px to hit one line's link and not the next one's. */
const [usual, forFingers] = [20, 24]
const phone = '(max-width: 640px), (pointer: coarse)'

/** Every row's height, in pixels. */
export function useRowHeight(): number {
  const isPhone = useSyncExternalStore(
    subscribe,
    () => matchMedia(phone).matches,
    () => false,
  )
  return isPhone ? forFingers : usual
}

function subscribe(listener: () => void) {
  const query = matchMedia(phone)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}
