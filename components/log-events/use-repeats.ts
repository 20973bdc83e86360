'use client'

import { useCallback, useMemo, useState } from 'react'
import { type AnchorRange, compareAnchors, type EventAnchor } from '@/lib/images/log-events/anchor'
import { anchorOf, type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'
import { isRepeat } from '@/lib/images/log-events/repeats'

/**
 * Which runs of equal lines stand open: those holding an event that was asked for. Kept by the events' names, as a
 * run may grow at either end.
 */
export function useRepeats(held: HeldLog, at: AnchorRange | null) {
  const [opened, setOpened] = useState<readonly EventAnchor[]>(() => (at ? [at.from] : []))
  const openRepeats = useMemo(
    () =>
      opened.flatMap((anchor) => {
        const { index, exact } = indexOfAnchor(held, anchor)
        return exact ? [index] : []
      }),
    [held, opened],
  )
  const open = useCallback((anchor: EventAnchor) => {
    setOpened((last) => (last.some((one) => compareAnchors(one, anchor) === 0) ? last : [...last, anchor]))
  }, [])
  /** Opens what hides an event; answers whether it may have been hidden. */
  const reveal = useCallback(
    (event: number) => {
      if (!isRepeat(held, event)) return false
      open(anchorOf(held, event))
      return true
    },
    [held, open],
  )
  /** Opens or folds the run of `count` events that begins with `event`. */
  const setFold = (event: number, count: number, fold: boolean) => {
    if (!fold) return open(anchorOf(held, event + 1))
    const [from, to] = [anchorOf(held, event), anchorOf(held, event + count - 1)]
    setOpened((last) => last.filter((one) => compareAnchors(one, from) < 0 || compareAnchors(one, to) > 0))
  }
  return { openRepeats, reveal, setFold }
}
