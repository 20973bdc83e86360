'use client'

import { useTimeZone } from '@/components/time-zone'
import { useLogView } from './log-view-context'
import type { TimeMode } from './time-mode'

/** What stands in front of each line: a reference line goes before the reader's preference. */
export function useTimeMode(): TimeMode {
  const { timeZone } = useTimeZone()
  const times = useLogView(({ preferences }) => preferences.times)
  const isReferred = useLogView(({ address }) => address.reference !== null)
  if (isReferred) return 'reference'
  return times === 'clock' ? timeZone : times
}
