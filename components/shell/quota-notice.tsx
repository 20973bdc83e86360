'use client'

import { Hourglass } from 'lucide-react'
import { useQuotaWait } from '../use-quota-wait'

/** Says that the page is not stuck: AWS lets an account ask only so often, and it goes on by itself. */
export function QuotaNotice() {
  const waiting = useQuotaWait()
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
          </span>
        </span>
      )}
    </div>
  )
}
