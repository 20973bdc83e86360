'use client'

import { createContext, useCallback, useContext, useState, useSyncExternalStore } from 'react'
import { rememberChoice } from './remembered-choice'

export type TimeZoneChoice = 'utc' | 'local'

const TimeZoneContext = createContext<{ timeZone: TimeZoneChoice; choose: (choice: TimeZoneChoice) => void }>(
  {
    timeZone: 'utc',
    choose: () => {},
  },
)

/** UTC or the reader's own zone, remembered in a cookie so that the server draws the same. */
export const useTimeZone = () => useContext(TimeZoneContext)

export function TimeZoneProvider({
  initial,
  children,
}: {
  initial: TimeZoneChoice
  children: React.ReactNode
}) {
  const [timeZone, setTimeZone] = useState(initial)
  const choose = useCallback((choice: TimeZoneChoice) => {
    setTimeZone(choice)
    rememberChoice('time-zone', choice)
  }, [])
  // The server does not know the reader's zone: the first frame is UTC on both sides.
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return (
    <TimeZoneContext value={{ timeZone: inBrowser ? timeZone : 'utc', choose }}>{children}</TimeZoneContext>
  )
}

const never = () => () => {}
