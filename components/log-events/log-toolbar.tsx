'use client'

import { Clock } from 'lucide-react'
import { useState } from 'react'
import { FindTools } from './find-tools'
import { LogTools } from './log-tools'
import { TimeRangeForm } from './time-range'
import { TextButton } from './tool-buttons'
import type { LogInstrument } from './use-log-instrument'

/** Find on the left, tools on the right, the time range below. */
export function LogToolbar({ log }: { log: LogInstrument }) {
  const { params, state } = log
  // A phone has room for the log or for the fields.
  const [timeShown, showTime] = useState(false)
  return (
    <div className="flex flex-col gap-2 px-3 py-2 sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <FindTools log={log} />
        <div className="ml-auto flex flex-wrap items-center gap-1.5">
          <TextButton pressed={timeShown} onClick={() => showTime(!timeShown)} className="sm:hidden">
            <Clock aria-hidden className="size-3.5" />
            Time
          </TextButton>
          <LogTools log={log} />
        </div>
      </div>
      <div className={timeShown ? '' : 'max-sm:hidden'}>
        <TimeRangeForm
          range={params.range}
          lastEvent={state.held.timestamps.at(-1)}
          apply={params.setRange}
        />
      </div>
    </div>
  )
}
