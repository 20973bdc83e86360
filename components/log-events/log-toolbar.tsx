'use client'

import { ArrowDownToLine, Clock, Download, Keyboard, ListTree, WrapText } from 'lucide-react'
import { useState } from 'react'
import { apiAddress } from '@/lib/get-json'
import { imagePath } from '@/lib/images/queries'
import { type TimeMode, timeModes } from './time-mode'
import { type Range, TimeRangeForm } from './time-range'
import { IconButton, TextButton } from './tool-buttons'
import type { LogAddress } from './use-log'

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
  address: LogAddress
  /** Absent while there is no outline. */
  outline: { shown: boolean; toggle: () => void } | undefined
  help: () => void
  find: React.ReactNode
  findTools: React.ReactNode
  status: string
}) {
  // A phone has room for the log or for the fields.
  const [timeShown, showTime] = useState(false)
  return (
    <div className="flex flex-col gap-2 px-3 py-2 sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {props.find}
        <p role="status" className="min-w-0 truncate text-xs tabular-nums text-ink-2">
          {props.status}
        </p>
        {props.findTools}
        <div className="ml-auto flex flex-wrap items-center gap-1.5">
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
          <TextButton pressed={timeShown} onClick={() => showTime(!timeShown)} className="sm:hidden">
            <Clock aria-hidden className="size-3.5" />
            Time
          </TextButton>
          <TextButton pressed={props.wrap} onClick={() => props.setWrap(!props.wrap)}>
            <WrapText aria-hidden className="size-3.5" />
            Wrap
          </TextButton>
          <TextButton pressed={props.follow} onClick={props.toggleFollow}>
            <ArrowDownToLine aria-hidden className="size-3.5" />
            {props.running ? 'Follow' : 'End'}
          </TextButton>
          {props.outline && (
            <TextButton
              pressed={props.outline.shown}
              onClick={props.outline.toggle}
              className="max-md:hidden"
            >
              <ListTree aria-hidden className="size-3.5" />
              Outline
            </TextButton>
          )}
          <a
            href={downloadAddress(props.address, props.range)}
            download={`${props.address.imageId}-${props.address.logStreamName.replaceAll('/', '-')}.log`}
            className="inline-flex h-7 items-center gap-1.5 rounded border border-line-strong bg-raised px-2.5 text-xs text-ink-2 hover:border-ink-3 hover:text-ink"
          >
            <Download aria-hidden className="size-3.5" />
            Download
          </a>
          <IconButton label="Keys" onClick={props.help}>
            <Keyboard className="size-4" />
          </IconButton>
        </div>
      </div>
      <div className={timeShown ? '' : 'max-sm:hidden'}>
        <TimeRangeForm range={props.range} lastEvent={props.lastEvent} apply={props.applyRange} />
      </div>
    </div>
  )
}

function downloadAddress({ imageId, logStreamName, region, account }: LogAddress, range: Range): string {
  return apiAddress(`${imagePath(imageId)}/download`, {
    region,
    account,
    logStreamName,
    startTime: range.startTime === null ? undefined : new Date(range.startTime).toISOString(),
    endTime: range.endTime === null ? undefined : new Date(range.endTime).toISOString(),
  })
}
