'use client'

import { ArrowDownToLine, ListTree } from 'lucide-react'
import { openedId } from '@/lib/images/archive/opened-scope'
import { toggleFollow } from '@/lib/images/log-view/go-to'
import { isOutlineShown } from '@/lib/images/log-view/select-steps'
import { FindTools } from './find-tools'
import { FollowTrouble } from './follow-trouble'
import { useLogStore, useLogView } from './log-view-context'
import { MoreMenu } from './more-menu'
import { OverviewLane } from './overview-lane'
import { TimeMenu } from './time-menu'
import { ToggleButton } from './tool-buttons'
import { ViewMenu } from './view-menu'

/** One row, at every width: find, the whole log on a line of time, and menus for the rest. */
export function LogToolbar() {
  return (
    <div className="flex h-10 shrink-0 items-center gap-1 px-4 max-sm:px-2 print:hidden">
      <FindTools />
      <div className="mx-2 min-w-0 flex-1 max-lg:mx-0 max-lg:invisible max-sm:hidden">
        <OverviewLane />
      </div>
      <Follow />
      <FollowTrouble />
      <Outline />
      <TimeMenu />
      <ViewMenu />
      <MoreMenu />
    </div>
  )
}

function Follow() {
  const store = useLogStore()
  const follows = useLogView(({ follow }) => follow.on)
  const running = useLogView(({ facts }) => facts.build.running)
  // Nothing follows in files.
  const isOpened = useLogView(({ stream }) => openedId(stream.account) !== undefined)
  if (isOpened) return null
  return (
    <ToggleButton
      label={running ? 'Follow' : 'End'}
      pressed={follows}
      onClick={() => toggleFollow(store)}
      className="max-sm:hidden xl:px-2"
    >
      <ArrowDownToLine aria-hidden className="size-4" />
      <span className="max-xl:hidden">{running ? 'Follow' : 'End'}</span>
    </ToggleButton>
  )
}

function Outline() {
  const store = useLogStore()
  const hasOutline = useLogView(({ facts }) => facts.outline !== undefined)
  const shown = useLogView(isOutlineShown)
  if (!hasOutline) return null
  return (
    <ToggleButton
      label="Outline"
      pressed={shown}
      onClick={() => store.prefer({ outline: shown ? 'off' : 'on' })}
      className="max-md:hidden xl:px-2"
    >
      <ListTree aria-hidden className="size-4" />
      <span className="max-xl:hidden">Outline</span>
    </ToggleButton>
  )
}
