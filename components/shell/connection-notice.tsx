'use client'

import { LogIn, Unplug } from 'lucide-react'
import { clockTime } from '@/lib/images/time-format'
import { SignInAgain } from '../sign-in-again'
import { useTimeZone } from '../time-zone'
import { useConnection } from '../use-connection'

/** Says since when what is shown may be out of date: the server does not answer, or asks who one is. */
export function ConnectionNotice() {
  const connection = useConnection()
  const { timeZone } = useTimeZone()
  if (connection.state === 'fine') return <div aria-live="polite" />
  const since = clockTime(connection.since, timeZone)
  const signedOut = connection.state === 'signedOut'
  const Icon = signedOut ? LogIn : Unplug
  return (
    <div role="status" aria-live="polite" className="min-w-0">
      <span className="flex items-center gap-1.5 rounded bg-warn-soft px-2 py-1 text-xs text-ink">
        <Icon aria-hidden className="size-3.5 shrink-0 text-warn" />
        {signedOut ? (
          <>
            <span className="truncate">Signed out since {since}</span>
            <SignInAgain />
          </>
        ) : (
          <span
            className="truncate"
            title="What is shown stays. The page goes on by itself once it is answered."
          >
            No answer since {since}
            <span className="max-sm:sr-only"> · asking again</span>
          </span>
        )}
      </span>
    </div>
  )
}
