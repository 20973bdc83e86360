'use client'

import { useTimeZone } from '@/components/time-zone'
import type { ChosenTimeMode } from './time-mode'
import { useStored } from './use-stored'

/** How the log shows times, remembered; which zone is the whole dashboard's choice. */
export function useTimeMode(): [ChosenTimeMode, (mode: ChosenTimeMode) => void] {
  const { timeZone, choose } = useTimeZone()
  const [stored, store] = useStored('log-times', 'clock', ['clock', 'start', 'off'])
  const set = (mode: ChosenTimeMode) => {
    if (mode === 'utc' || mode === 'local') choose(mode)
    store(mode === 'utc' || mode === 'local' ? 'clock' : mode)
  }
  return [stored === 'clock' ? timeZone : stored, set]
}
