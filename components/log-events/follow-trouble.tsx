'use client'

import { TriangleAlert } from 'lucide-react'
import { useTimeZone } from '@/components/time-zone'
import { clockTime } from '@/lib/images/time-format'
import { useLogView } from './log-view-context'

/** Beside Follow, for whoever reads far above the end: since when nothing new has been heard. */
export function FollowTrouble() {
  const following = useLogView((state) => state.following)
  const { timeZone } = useTimeZone()
  if (following.state !== 'failing') return null
  return (
    <span
      title={following.error instanceof Error ? following.error.message : 'No answer. Trying again.'}
      className="inline-flex h-7 shrink-0 items-center gap-1 rounded bg-warn-soft px-2 text-xs text-ink"
    >
      <TriangleAlert aria-hidden className="size-3.5 text-warn" />
      stalled since {clockTime(following.since, timeZone)}
    </span>
  )
}
