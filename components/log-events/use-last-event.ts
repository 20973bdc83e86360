'use client'

import { useRef } from 'react'
import type { HeldLog } from '@/lib/images/log-events/held-log'
import type { LogStream } from '@/lib/images/schemas'

/**
 * The time of the log's newest known event, which "last 15 minutes" counts back from: what AWS says of the stream
 * lags, what is held may be an early part of it.
 */
export function useLastEvent(held: HeldLog, stream: LogStream | undefined): number | undefined {
  const newest = useRef(-Infinity)
  const told = stream?.hasEvents ? Date.parse(stream.lastEventTimestamp) : -Infinity
  newest.current = Math.max(newest.current, told, held.timestamps.at(-1) ?? -Infinity)
  return Number.isFinite(newest.current) ? newest.current : undefined
}
