'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { stackEventsHref } from '@/lib/images/addresses'
import type { LogState } from '@/lib/images/log-events/log-state'
import type { StackEvent } from '@/lib/images/schemas'
import { attemptOf } from '@/lib/images/stack-events/attempts'
import { logMarkers } from '@/lib/images/stack-events/log-markers'
import { imageAttemptsQuery, stackEventsQuery } from '@/lib/images/stack-events/queries'
import type { Range } from './time-range'
import type { LogAddress } from './use-log'

export type StackMarkers = {
  /** Oldest first; `stackEventTimes` are theirs. */
  readonly stackEvents: readonly StackEvent[]
  readonly stackEventTimes: readonly number[]
  readonly stackEventHref: (event: StackEvent) => string
}

/**
 * The stack events that stand between the held lines. The log is whole without them: while they are not asked for
 * or cannot be read there are none.
 */
export function useStackMarkers(
  { imageId, region, account }: LogAddress,
  { held, older, newer }: LogState,
  { startTime, endTime }: Range,
  wanted: boolean,
): StackMarkers {
  const place = { region, account }
  const first = held.timestamps[held.withheld]
  const last = held.timestamps.at(-1)
  const newest = useQuery({ ...stackEventsQuery({ imageId, ...place }), enabled: wanted })
  const begun = newest.data?.at(-1)?.timestamp
  // The image was built again since: this log belongs to an earlier stack of the name.
  const isEarlier = begun !== undefined && last !== undefined && Date.parse(begun) > last
  const attempts = useQuery({ ...imageAttemptsQuery({ imageId, ...place }), enabled: wanted && isEarlier })
  const stackId = isEarlier ? attemptOf(attempts.data?.attempts ?? [], last)?.stackId : undefined
  const earlier = useQuery({
    ...stackEventsQuery({ imageId, ...place, stackId }),
    enabled: wanted && stackId !== undefined,
  })
  const events = isEarlier ? stackId && earlier.data : newest.data

  // Beyond an end that was not reached yet other lines may come first.
  const from = older.state === 'end' ? (startTime ?? Number.NEGATIVE_INFINITY) : (first ?? 0)
  const to = newer.state === 'end' ? (endTime ?? Number.POSITIVE_INFINITY) : (last ?? 0)
  return useMemo(() => {
    const stackEvents = (wanted && events ? logMarkers(events) : []).filter(({ timestamp }) => {
      const time = Date.parse(timestamp)
      return from <= time && time < to
    })
    return {
      stackEvents,
      stackEventTimes: stackEvents.map(({ timestamp }) => Date.parse(timestamp)),
      stackEventHref: ({ eventId }) => stackEventsHref(imageId, { region, account, stackId, event: eventId }),
    }
  }, [wanted, events, from, to, imageId, region, account, stackId])
}
