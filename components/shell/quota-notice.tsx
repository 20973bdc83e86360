'use client'

import { Hourglass } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { onQuotaWaiters, quotaWaitSince } from '@/lib/quota-wait'
import { useKeptTime } from '../kept-note'

const nothing = () => undefined
/** A wait as short as this is not worth a time. */
const soonMs = 10_000

/** Says that the page is not stuck: AWS lets an account ask only so often, and it goes on by itself. And since when. */
export function QuotaNotice() {
  const since = useSyncExternalStore(onQuotaWaiters, quotaWaitSince, nothing)
  const time = useKeptTime(since ?? 0)
  const waiting = since !== undefined
  return (
    // A status only while it says something: a page's own status is the one that is asked for otherwise.
    <div role={waiting ? 'status' : undefined} aria-live="polite" className="min-w-0">
      {waiting && (
        <span
          title="AWS lets an account ask only so many times a second. What is shown stays; the rest follows by itself."
          className="flex items-center gap-1.5 rounded bg-warn-soft px-2 py-1 text-xs text-ink"
        >
          <Hourglass aria-hidden className="size-3.5 shrink-0 text-warn" />
          <span className="truncate">
            <span className="max-sm:sr-only">Waiting for </span>AWS quota
            {waiting && Date.now() - since > soonMs && <> · as of {time}</>}
          </span>
        </span>
      )}
    </div>
  )
}
