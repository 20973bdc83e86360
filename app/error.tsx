'use client'

import { Problem } from '@/components/problem'

/** Our own bugs end here; what AWS refuses is drawn in place by the page that asked. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-10">
      <Problem
        title="Dashboard error. Your build is not affected."
        error={error.digest ? `${error.message} (digest ${error.digest})` : error.message}
        retry={reset}
      />
    </div>
  )
}
