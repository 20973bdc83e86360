'use client'

import { useState } from 'react'
import { compareAnchors, type EventAnchor } from '@/lib/images/log-events/anchor'

/** Steps through a log's errors in their order; the opening stands on the first at the cause. */
export function useErrorSteps(
  errors: readonly EventAnchor[],
  cause: EventAnchor | undefined,
  current: EventAnchor | undefined,
  goTo: (anchor: EventAnchor) => void,
) {
  const [number, setNumber] = useState<number>()
  const step = (direction: 1 | -1) => {
    const count = errors.length
    if (count === 0) return
    const from = current ?? cause
    const reached = from ? errors.findIndex((anchor) => compareAnchors(anchor, from) >= 0) : -1
    const last = number ?? (reached >= 0 && (from === cause || direction === 1) ? reached : -1)
    const next = (last + direction + count) % count
    const anchor = errors[next]
    if (!anchor) return
    setNumber(next)
    goTo(anchor)
  }
  const said = number === undefined ? '' : `Error ${number + 1} of ${errors.length}`
  return { step, said }
}
