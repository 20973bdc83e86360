'use client'

import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { LogReader } from '@/lib/images/log-events/log-reader'
import { logSource } from '@/lib/images/log-events/log-source'
import type { LogState } from '@/lib/images/log-events/log-state'

export type LogAddress = {
  imageId: string
  logStreamName: string
  region: string | undefined
  account: string | undefined
}

/** The reader of one stream (or of a time range of it) and what it holds. It opens nothing by itself. */
export function useLog(
  { imageId, logStreamName, region, account }: LogAddress,
  startTime: number | null,
  endTime: number | null,
): [LogReader, LogState] {
  const reader = useMemo(
    () =>
      new LogReader(logSource(imageId, logStreamName, { region, account }), {
        startTime: startTime ?? undefined,
        endTime: endTime ?? undefined,
      }),
    [imageId, logStreamName, region, account, startTime, endTime],
  )
  useEffect(() => () => reader.close(), [reader])
  return [reader, useSyncExternalStore(reader.subscribe, reader.getState, reader.getState)]
}
