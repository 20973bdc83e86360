'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isPassing } from '@/lib/api-error'

const interval = 8_000

/** Asks again whatever on this page could not be read and may be answered by now: nobody has to press Retry. */
export function RecoverQueries() {
  const client = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.hidden) return
      void client.refetchQueries({
        type: 'active',
        predicate: ({ state }) =>
          state.status === 'error' && state.fetchStatus === 'idle' && isPassing(state.error),
      })
    }, interval)
    return () => clearInterval(timer)
  }, [client])
  return null
}
