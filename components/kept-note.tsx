'use client'

import { History } from 'lucide-react'
import { clockTime } from '@/lib/images/time-format'
import { serverNow } from '@/lib/server-clock'
import { useTimeZone } from './time-zone'

type Props = {
  /** What is shown, as a sentence's subject: `The log streams are`. */
  subject: string
  /** When it was read, by this browser's clock: React Query's `dataUpdatedAt`. */
  since: number
  /** Why it could not be read again. */
  error: Error
  retry: () => void
}

/** Says of what stays shown since when it may be out of date, and why: a failure takes away nothing that is known. */
export function KeptNote({ subject, since, error, retry }: Props) {
  const time = useKeptTime(since)
  return (
    <p role="status" className="mb-2 flex items-baseline gap-2 text-ink-2 text-xs">
      <History aria-hidden className="size-3.5 shrink-0 self-center text-warn" />
      <span className="min-w-0 break-words">
        {subject} as of {time}, and could not be read again: {error.message}{' '}
        <button type="button" onClick={retry} className="prose-link">
          Retry
        </button>
      </span>
    </p>
  )
}

/** When something was read, as a text; by the server's clock, since this browser's may be wrong. */
export function useKeptTime(since: number): string {
  const { timeZone } = useTimeZone()
  return clockTime(serverNow() - (Date.now() - since), timeZone)
}
