'use client'

import { formatTime, zoneName } from '@/lib/images/time-format'
import { useTimeZone } from './time-zone'

/** A moment in the reader's chosen zone; the title tells it in the other one, to the millisecond. */
export function Timestamp({
  value,
  milliseconds = false,
  children,
}: {
  value: string
  milliseconds?: boolean
  /** Other words for the moment, such as how long ago it was. */
  children?: string
}) {
  const { timeZone } = useTimeZone()
  const epochMs = Date.parse(value)
  const both = (['utc', 'local'] as const).map(
    (zone) => `${formatTime(epochMs, zone, true)} ${zoneName(epochMs, zone)}`,
  )
  return (
    <time dateTime={value} title={both.join('\n')} className="tabular-nums" suppressHydrationWarning>
      {children ?? formatTime(epochMs, timeZone, milliseconds)}
    </time>
  )
}
