'use client'

import { ArrowDownToLine, WrapText } from 'lucide-react'
import { type TimeMode, timeModes } from './time-mode'
import { type Range, TimeRangeForm } from './time-range'
import { TextButton } from './tool-buttons'

export function LogToolbar(props: {
  wrap: boolean
  setWrap: (wrap: boolean) => void
  timeMode: TimeMode
  setTimeMode: (mode: TimeMode) => void
  follow: boolean
  toggleFollow: () => void
  running: boolean
  range: Range
  lastEvent: number | undefined
  applyRange: (range: Range) => void
  find: React.ReactNode
  status: string
}) {
  return (
    <div className="flex flex-col gap-2 px-3 py-2 sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {props.find}
        <p role="status" className="min-w-0 flex-1 truncate text-xs tabular-nums text-ink-2">
          {props.status}
        </p>
        <div className="flex items-center gap-1.5">
          <select
            aria-label="Times"
            value={props.timeMode}
            onChange={(event) => props.setTimeMode(event.target.value as TimeMode)}
            className="h-7 rounded border border-line-strong bg-raised px-1.5 text-xs text-ink-2"
          >
            {timeModes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <TextButton pressed={props.wrap} onClick={() => props.setWrap(!props.wrap)}>
            <WrapText aria-hidden className="size-3.5" />
            Wrap
          </TextButton>
          <TextButton pressed={props.follow} onClick={props.toggleFollow}>
            <ArrowDownToLine aria-hidden className="size-3.5" />
            {props.running ? 'Follow' : 'End'}
          </TextButton>
        </div>
      </div>
      <TimeRangeForm range={props.range} lastEvent={props.lastEvent} apply={props.applyRange} />
    </div>
  )
}
