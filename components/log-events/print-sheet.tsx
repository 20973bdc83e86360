'use client'

import { printedOf } from '@/lib/images/log-view/select-print'
import { formatTime, zoneName } from '@/lib/images/time-format'
import { useTimeZone } from '../time-zone'
import { useLogView } from './log-view-context'

/** The log on paper: the marked lines, else those the filter leaves, else all that is loaded. */
export function PrintSheet() {
  const printing = useLogView((state) => state.printing)
  return printing ? <Sheet /> : null
}

function Sheet() {
  const { timeZone } = useTimeZone()
  const { imageId, logStreamName } = useLogView((state) => state.stream)
  const { lines, what, left } = useLogView(printedOf)
  const first = lines[0]?.timestamp
  return (
    <div className="hidden text-black print:block">
      <h2 className="font-semibold text-base">
        {imageId} {logStreamName}
      </h2>
      <p className="mb-2 text-xs">
        {what}
        {first !== undefined && `, from ${formatTime(first, timeZone)} ${zoneName(first, timeZone)}`}
        {left > 0 && `; ${left.toLocaleString('en')} more are not printed`}
      </p>
      <pre className="whitespace-pre-wrap break-all font-mono text-[8pt] leading-tight">
        {lines.map(({ timestamp, text }) => `${formatTime(timestamp, timeZone, true)}  ${text}\n`).join('')}
      </pre>
    </div>
  )
}
