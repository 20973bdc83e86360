'use client'

import { useStored } from './use-stored'
import { useTimeMode } from './use-time-mode'

const onOff = ['on', 'off'] as const

/** How a reader likes the log drawn, remembered in this browser. */
export function useTaste() {
  const [wrap, setWrap] = useStored('log-wrap', 'off', onOff)
  const [outline, setOutline] = useStored('log-outline', 'off', onOff)
  const [stackEvents, setStackEvents] = useStored('log-stack-events', 'on', onOff)
  const [echo, setEcho] = useStored('log-echo', 'off', onOff)
  const [upToDate, setUpToDate] = useStored('log-up-to-date', 'on', onOff)
  const [timeMode, setTimeMode] = useTimeMode()
  return {
    wrap: wrap === 'on',
    toggleWrap: () => setWrap(wrap === 'on' ? 'off' : 'on'),
    outlineShown: outline === 'on',
    toggleOutline: () => setOutline(outline === 'on' ? 'off' : 'on'),
    stackEventsShown: stackEvents === 'on',
    toggleStackEvents: () => setStackEvents(stackEvents === 'on' ? 'off' : 'on'),
    echoShown: echo === 'on',
    toggleEcho: () => setEcho(echo === 'on' ? 'off' : 'on'),
    upToDateHidden: upToDate === 'off',
    toggleUpToDate: () => setUpToDate(upToDate === 'on' ? 'off' : 'on'),
    timeMode,
    setTimeMode,
  }
}
