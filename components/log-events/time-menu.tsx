'use client'

import { Clock } from 'lucide-react'
import { setRange } from '@/lib/images/log-view/open'
import { extentOf, lastEventOf } from '@/lib/images/log-view/select-place'
import { isBounded } from '@/lib/images/log-view/view-address'
import { Dropdown } from '../dropdown'
import { useLogStore, useLogView } from './log-view-context'
import { OverviewLane } from './overview-lane'
import { TimeRangeForm } from './time-range'
import { menuButton } from './tool-buttons'

/** Which part of the log is shown. */
export function TimeMenu() {
  const bounded = useLogView(({ address }) => isBounded(address))
  const look = bounded ? `${menuButton} bg-accent-soft text-accent` : menuButton
  return (
    <Dropdown
      label="Time"
      className={look}
      button={
        <>
          <Clock aria-hidden className="size-4" />
          <span className="max-sm:hidden">Time</span>
        </>
      }
    >
      <Contents />
    </Dropdown>
  )
}

function Contents() {
  const store = useLogStore()
  const range = useLogView(({ address }) => address.range)
  const extent = useLogView(extentOf)
  const lastEvent = useLogView(lastEventOf)
  return (
    <div className="flex w-88 max-w-full flex-col gap-3 p-2">
      <TimeRangeForm
        range={range}
        extent={extent}
        lastEvent={lastEvent}
        apply={(next) => setRange(store, next)}
      />
      <div className="lg:hidden">
        <OverviewLane />
      </div>
    </div>
  )
}
