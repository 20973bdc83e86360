'use client'

import './log-events.css'
import { Outline } from '@/components/build-log/outline'
import { usePaletteSource } from '@/components/palette/use-palette-source'
import { BookmarksPanel } from './bookmarks-panel'
import { CauseStrip } from './cause-strip'
import { HelpDialog } from './help-dialog'
import { logActions } from './log-actions'
import { logCommands } from './log-commands'
import { LogLines } from './log-lines'
import { LogToolbar } from './log-toolbar'
import { OverviewLane, thinned } from './overview-lane'
import type { LogAddress } from './use-log'
import { type LogInstrument, useLogInstrument } from './use-log-instrument'
import { useLogKeys } from './use-log-keys'

/** One log stream, read, followed, searched and linked to. */
export function LogView(address: LogAddress) {
  const log = useLogInstrument(address)
  const actions = logActions(log)
  useLogKeys(actions)
  usePaletteSource((typed) => logCommands(log, actions, typed))
  const { steps, marks, help } = log
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label="Log">
      <LogToolbar log={log} />
      <Overview log={log} />
      <CauseStrip log={log} />
      {log.isOpen && marks.marked?.exact === false && (
        <p role="note" className="border-t border-line bg-warn-soft px-4 py-1.5 text-xs text-ink">
          There is no event at exactly that moment in this log; the nearest one is marked.
        </p>
      )}
      <div className="relative flex min-h-0 flex-1 border-t border-line">
        <LogLines log={log} />
        {log.bookmarks.shown && <BookmarksPanel log={log} />}
        {log.taste.outlineShown && steps.outline && (
          <aside
            onClickCapture={marks.onLinkClick}
            className="w-72 shrink-0 overflow-auto border-l border-line bg-bg p-4 max-md:hidden"
          >
            <Outline
              outline={steps.outline}
              hrefOf={log.params.hrefOf}
              current={log.inView.topStep}
              upToDate={{ hidden: log.taste.upToDateHidden, toggle: log.taste.toggleUpToDate }}
            />
          </aside>
        )}
      </div>
      <HelpDialog open={help.open} onOpenChange={help.setOpen} actions={actions} />
    </section>
  )
}

function Overview({
  log: { extent, state, steps, bookmarks, finding, inView, params, place },
}: {
  log: LogInstrument
}) {
  if (!extent) return null
  const { hits } = finding.found
  const errorTimes = (steps.outline?.errors ?? []).map(({ timestamp }) => timestamp)
  return (
    <OverviewLane
      held={state.held}
      extent={extent}
      errors={thinned(errorTimes, extent)}
      bookmarks={bookmarks.all.map(({ anchor }) => anchor.timestamp)}
      hits={thinned(hitTimes(hits.event, state.held.timestamps), extent)}
      windowRef={inView.windowMark}
      onRange={(startTime, endTime) => params.setRange({ startTime, endTime })}
      onMoment={(timestamp) => place.goToLine({ timestamp, ordinal: 0 })}
    />
  )
}

function* hitTimes(events: Int32Array, timestamps: Float64Array) {
  for (const event of events) yield timestamps[event] ?? 0
}
