'use client'

import { useNow } from '@/components/now'
import { SignInAgain } from '@/components/sign-in-again'
import { useTimeZone } from '@/components/time-zone'
import { useConnection } from '@/components/use-connection'
import { useQuotaWait } from '@/components/use-quota-wait'
import { ApiError } from '@/lib/api-error'
import { clockTime, formatDuration } from '@/lib/images/time-format'
import { useLogView } from './log-view-context'

/** What stands below the last line of a log that is still written: that more is waited for, or what is in the way. */
export function FollowNote() {
  const follow = useLogView(({ following }) => following)
  const catchingUp = useLogView(({ log }) => log.catchingUp)
  const newest = useLogView(({ log }) => log.held.timestamps.at(-1))
  const { timeZone } = useTimeZone()
  const waitsForQuota = useQuotaWait()
  const now = useNow(catchingUp)
  if (follow.state === 'failing') {
    const since = clockTime(follow.since, timeZone)
    if (follow.error === undefined) {
      return waitsForQuota ? 'Waiting for AWS quota…' : <>No answer since {since}. Asking again every 5 s.</>
    }
    return <Failing error={follow.error} since={since} />
  }
  if (catchingUp && newest !== undefined) {
    return (
      <>
        Catching up: shown up to {clockTime(newest, timeZone)}
        {now - newest > 1_000 && `, ${formatDuration(Math.floor((now - newest) / 1000) * 1000)} behind`}
      </>
    )
  }
  return <span className="pulse-soft">Waiting for more lines…</span>
}

function Failing({ error, since }: { error: unknown; since: string }) {
  const signedOut = useConnection().state === 'signedOut'
  const gone = error instanceof ApiError && error.status === 404
  const words = error instanceof Error ? error.message : String(error)
  return (
    <div role="alert" className="flex items-center gap-3 text-bad">
      {signedOut && (
        <>
          <span>No new lines since {since}: you are signed out.</span>
          <SignInAgain />
        </>
      )}
      {gone && (
        <span>
          Gone from CloudWatch Logs since {since}: {words} The lines above are kept from before.
        </span>
      )}
      {!signedOut && !gone && (
        <span>
          No new lines since {since}: {words} Asking again every few seconds.
        </span>
      )}
    </div>
  )
}
