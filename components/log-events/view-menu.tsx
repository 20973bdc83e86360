'use client'

import { SlidersHorizontal } from 'lucide-react'
import { toggleAllEcho } from '@/lib/images/log-view/fold'
import { setReference } from '@/lib/images/log-view/mark'
import { Dropdown } from '../dropdown'
import { useTimeZone } from '../time-zone'
import { useLogStore, useLogView } from './log-view-context'
import { type ChosenTimeMode, timeModes } from './time-mode'
import { MenuGroup, MenuItem, menuButton } from './tool-buttons'
import { useTimeMode } from './use-time-mode'

/** How the log is drawn. */
export function ViewMenu() {
  return (
    <Dropdown
      label="View"
      className={menuButton}
      button={
        <>
          <SlidersHorizontal aria-hidden className="size-4" />
          <span className="max-sm:hidden">View</span>
        </>
      }
    >
      <Contents />
    </Dropdown>
  )
}

function Contents() {
  const store = useLogStore()
  const { wrap, echo, stackEvents, upToDate, keys } = useLogView(({ preferences }) => preferences)
  return (
    <div className="w-72">
      <MenuGroup label="Lines">
        <MenuItem pressed={wrap} keys="w" onClick={() => store.prefer({ wrap: !wrap })}>
          Wrap long lines
        </MenuItem>
        <MenuItem pressed={echo} keys="x" onClick={() => toggleAllEcho(store)}>
          Show script source and repeated stderr
        </MenuItem>
        <MenuItem pressed={upToDate} keys="u" onClick={() => store.prefer({ upToDate: !upToDate })}>
          Show up-to-date Chef resources
        </MenuItem>
        <MenuItem pressed={stackEvents} keys="v" onClick={() => store.prefer({ stackEvents: !stackEvents })}>
          Show stack events in log
        </MenuItem>
      </MenuGroup>
      <MenuGroup label="Timestamps">
        <Times />
      </MenuGroup>
      <MenuGroup label="Keyboard">
        <MenuItem pressed={keys} onClick={() => store.prefer({ keys: !keys })}>
          Single-letter keys
        </MenuItem>
      </MenuGroup>
    </div>
  )
}

function Times() {
  const store = useLogStore()
  const { choose } = useTimeZone()
  const timeMode = useTimeMode()
  const change = (mode: ChosenTimeMode) => {
    if (mode === 'utc' || mode === 'local') choose(mode)
    setReference(store, null)
    store.prefer({ times: mode === 'utc' || mode === 'local' ? 'clock' : mode })
  }
  return (
    <select
      aria-label="Times"
      value={timeMode}
      onChange={(event) => change(event.target.value as ChosenTimeMode)}
      className="mx-2 h-7 w-[calc(100%-1rem)] rounded border border-line-strong bg-surface px-1.5 pointer-coarse:h-10"
    >
      {timeModes.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
      {timeMode === 'reference' && <option value="reference">Since a line</option>}
    </select>
  )
}
