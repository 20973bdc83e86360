'use client'

import { lazy, Suspense } from 'react'
import { usePaletteSource } from '@/components/palette/use-palette-source'
import { useTimeZone } from '@/components/time-zone'
import { isNearestMarked } from '@/lib/images/log-view/select-place'
import { isOutlineShown } from '@/lib/images/log-view/select-steps'
import { logCommands } from './log-commands'
import { LogLines } from './log-lines'
import { LogStrip } from './log-strip'
import { LogToolbar } from './log-toolbar'
import { useLogStore, useLogView, useLogViewParts } from './log-view-context'
import { PrintSheet } from './print-sheet'
import { Vanished } from './vanished'

/** What stands where in the log view. */
export function LogLayout() {
  const { store, actions } = useLogViewParts()
  const { timeZone } = useTimeZone()
  // The steps come after the lines, and the palette offers them.
  useLogView(({ facts }) => facts.outline)
  usePaletteSource((typed) => logCommands(store, actions, typed, timeZone))
  const isNearest = useLogView(isNearestMarked)
  const unread = useLogView(({ address }) => address.unread)
  const bookmarksShown = useLogView((state) => state.bookmarksShown)
  const outlineShown = useLogView((state) => state.facts.outline !== undefined && isOutlineShown(state))
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label="Log">
      <PrintSheet />
      <LogToolbar />
      <LogStrip />
      {unread.map(({ name, text }) => (
        <p key={name} role="note" className="border-line border-t bg-warn-soft px-4 py-1.5 text-ink text-xs">
          {name} in the address is not a time: “{text}”. It was ignored.
        </p>
      ))}
      <Vanished />
      {isNearest && (
        <p role="note" className="border-t border-line bg-warn-soft px-4 py-1.5 text-xs text-ink">
          No line at that exact time; showing the nearest.
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 border-line border-t print:hidden">
        <LogLines />
        <Suspense>
          {bookmarksShown && <BookmarksPanel />}
          {outlineShown && <OutlinePanel />}
        </Suspense>
      </div>
      <Dialogs />
    </section>
  )
}

const BookmarksPanel = lazy(() => import('./bookmarks-panel'))
const OutlinePanel = lazy(() => import('./outline-panel'))
const HelpDialog = lazy(() => import('./help-dialog'))
const CliDialog = lazy(() => import('./cli-dialog'))
const ReportDialog = lazy(() => import('../bug-report/report-dialog'))

/** What nobody waits for is loaded when it is asked for. */
function Dialogs() {
  const store = useLogStore()
  const panel = useLogView((state) => state.panel)
  const { imageId, logStreamName, region, account } = useLogView((state) => state.stream)
  return (
    <Suspense>
      {panel === 'keys' && <HelpDialog />}
      {panel === 'cli' && <CliDialog />}
      {panel === 'report' && (
        <ReportDialog
          imageId={imageId}
          logStreamName={logStreamName}
          scope={{ region, account }}
          onClose={() => store.change({ panel: undefined })}
        />
      )}
    </Suspense>
  )
}
