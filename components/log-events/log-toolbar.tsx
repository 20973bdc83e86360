'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { FindTools } from './find-tools'
import { LogTools } from './log-tools'
import { TimeRangeForm } from './time-range'
import { TextButton } from './tool-buttons'
import type { LogInstrument } from './use-log-instrument'

/** Find on the left, tools on the right, the time range below. */
export function LogToolbar({ log }: { log: LogInstrument }) {
  const { params } = log
  // A phone has room for the log or for the tools.
  const [toolsShown, showTools] = useState(false)
  const onPhone = toolsShown ? '' : 'max-sm:hidden'
  return (
    <div className="flex flex-col gap-2 px-3 py-2 sm:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 max-sm:*:order-3">
        <FindTools log={log} />
        <TextButton
          pressed={toolsShown}
          aria-expanded={toolsShown}
          onClick={() => showTools(!toolsShown)}
          className="ml-auto max-sm:order-2! sm:hidden"
        >
          <SlidersHorizontal aria-hidden className="size-3.5" />
          Tools
        </TextButton>
        <div className={`flex flex-wrap items-center gap-1.5 sm:ml-auto ${onPhone}`}>
          <LogTools log={log} />
        </div>
      </div>
      <div className={onPhone}>
        <TimeRangeForm
          range={params.range}
          extent={log.extent}
          lastEvent={log.lastEvent}
          apply={params.setRange}
        />
      </div>
    </div>
  )
}
