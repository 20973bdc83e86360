'use client'

import { History } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useSyncExternalStore } from 'react'
import { clockTime } from '@/lib/images/time-format'
import { keptSince, onKeptAnswers } from '@/lib/kept-answers'
import { useTimeZone } from '../time-zone'

const nothing = () => undefined

/** Says since when what is shown may be out of date: the server has kept it, and AWS does not answer. */
export function KeptNotice() {
  const { timeZone } = useTimeZone()
  // What was kept belongs to a page.
  usePathname()
  const since = useSyncExternalStore(onKeptAnswers, keptSince, nothing)
  return (
    <div role={since === undefined ? undefined : 'status'} aria-live="polite" className="min-w-0">
      {since !== undefined && (
        <span
          title="AWS does not answer. What is shown was kept by this dashboard’s server."
          className="flex items-center gap-1.5 rounded bg-warn-soft px-2 py-1 text-xs text-ink"
        >
          <History aria-hidden className="size-3.5 shrink-0 text-warn" />
          <span className="truncate max-sm:sr-only">
            As of {clockTime(since, timeZone)} · AWS does not answer
          </span>
        </span>
      )}
    </div>
  )
}
