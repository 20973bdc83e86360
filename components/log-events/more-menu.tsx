'use client'

import { Ellipsis } from 'lucide-react'
import { openedId } from '@/lib/images/archive/opened-scope'
import { changeQuery } from '@/lib/images/log-view/find'
import type { Range, StreamAddress } from '@/lib/images/log-view/view-address'
import { imagePath } from '@/lib/images/queries'
import { closeDropdown, Dropdown } from '../dropdown'
import { SaveLink } from '../save-link'
import { useLogStore, useLogView } from './log-view-context'
import { MenuGroup, MenuItem, menuButton } from './tool-buttons'

/** What is done with the log as a whole. */
export function MoreMenu() {
  return (
    <Dropdown label="More" className={menuButton} button={<Ellipsis aria-hidden className="size-4" />}>
      <Contents />
    </Dropdown>
  )
}

function Contents() {
  const store = useLogStore()
  const stream = useLogView((state) => state.stream)
  const { range, query } = useLogView(({ address }) => address)
  const bookmarks = useLogView(({ address }) => address.bookmarks.length)
  const shown = useLogView(({ bookmarksShown }) => bookmarksShown)
  // What was opened from files is nowhere for a command to ask.
  const isOpened = openedId(stream.account) !== undefined
  const then = (run: () => void) => (event: React.MouseEvent) => {
    closeDropdown(event.currentTarget)
    run()
  }
  return (
    <div className="w-64">
      <SaveLink
        path={`${imagePath(stream.imageId)}/download`}
        parameters={downloadOf(stream, range)}
        className="flex min-h-7 items-center rounded py-1 pr-2 pl-7.5 hover:bg-sunken pointer-coarse:min-h-10"
      >
        Download
      </SaveLink>
      {!isOpened && (
        <MenuItem keys="$" onClick={then(() => store.change({ panel: 'cli' }))}>
          CLI commands
        </MenuItem>
      )}
      <MenuItem pressed={shown} keys="B" onClick={then(() => store.change({ bookmarksShown: !shown }))}>
        Bookmarks{bookmarks > 0 && ` (${bookmarks})`}
      </MenuItem>
      <MenuItem onClick={then(() => store.change({ panel: 'report' }))}>Report a bug</MenuItem>
      <MenuItem onClick={then(() => window.print())}>Print</MenuItem>
      <MenuItem keys="?" onClick={then(() => store.change({ panel: 'keys' }))}>
        Keyboard shortcuts
      </MenuItem>
      <div className="sm:hidden">
        <MenuGroup label="Find">
          <MenuItem
            pressed={query.matchCase}
            onClick={() => changeQuery(store, { matchCase: !query.matchCase })}
          >
            Match case
          </MenuItem>
          <MenuItem
            pressed={query.wholeWord}
            onClick={() => changeQuery(store, { wholeWord: !query.wholeWord })}
          >
            Whole word
          </MenuItem>
          <MenuItem
            pressed={query.regularExpression}
            onClick={() => changeQuery(store, { regularExpression: !query.regularExpression })}
          >
            Regular expression
          </MenuItem>
        </MenuGroup>
      </div>
    </div>
  )
}

const downloadOf = ({ logStreamName, region, account }: StreamAddress, range: Range) => ({
  region,
  account,
  logStreamName,
  startTime: range.startTime === null ? undefined : new Date(range.startTime).toISOString(),
  endTime: range.endTime === null ? undefined : new Date(range.endTime).toISOString(),
})
