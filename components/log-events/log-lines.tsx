'use client'

import { useCallback } from 'react'
import { goToEnd } from '@/lib/images/log-view/go-to'
import { gutterOf, numberWidthOf, visibleWidthOf } from '@/lib/images/log-view/layout'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { markRow } from '@/lib/images/log-view/mark'
import { newEventsOf } from '@/lib/images/log-view/select-place'
import { writeClipboard } from '../clipboard'
import { LogBody } from './log-body'
import { LogList } from './log-list'
import { useLogStore, useLogView } from './log-view-context'
import { MarkBar } from './mark-bar'
import { measureBox } from './measure'

/** The log's rows with what floats above them, or what there is instead of rows. */
export function LogLines() {
  const store = useLogStore()
  const rowHeight = useLogView(({ measures }) => measures.rowHeight)
  const gutter = useLogView(gutterOf)
  const visibleWidth = useLogView(visibleWidthOf)
  const number = useLogView(numberWidthOf)
  const allSelected = useLogView((state) => state.allSelected)
  const region = useLogView(({ log }) => log.region)
  const box = useCallback((element: HTMLDivElement) => measureBox(store, element), [store])
  const sizes = {
    '--log-row': `${rowHeight}px`,
    '--log-gutter': `${gutter}px`,
    '--log-number': `${number}px`,
    '--log-box': `${visibleWidth}px`,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: clicks on the rows' links arrive here; keys reach the links themselves
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      ref={box}
      className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-surface"
      style={sizes as React.CSSProperties}
      data-all-selected={allSelected || undefined}
      onClick={(event) => onRowClick(store, event)}
    >
      <LogBody>
        {/* Another region is read afresh, and rows of another height are another list. */}
        <LogList key={`${region} ${rowHeight}`} rowHeight={rowHeight} />
      </LogBody>
      <NewLines />
      <MarkBar />
    </div>
  )
}

function NewLines() {
  const store = useLogStore()
  const count = useLogView(newEventsOf)
  if (count === 0) return null
  return (
    <button
      type="button"
      onClick={() => goToEnd(store)}
      className="absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full bg-accent px-4 py-1.5 text-xs font-medium text-bg shadow-lg"
    >
      {count} new {count === 1 ? 'line' : 'lines'}
    </button>
  )
}

/** A click on a line's link marks it, a shift-click all up to it. */
function onRowClick(store: LogViewStore, event: React.MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest('.log-time[href]') : null
  const row = Number(link?.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN)
  if (!link || Number.isNaN(row) || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  if (event.shiftKey) window.getSelection()?.removeAllRanges()
  markRow(store, row, event.shiftKey)
  const { left } = link.getBoundingClientRect()
  // On the number: the link itself is wanted.
  if (!event.shiftKey && event.clientX > 0 && event.clientX < left + numberWidthOf(store.getState()))
    void copyLink(store, link)
}

async function copyLink(store: LogViewStore, link: Element) {
  const href = new URL(link.getAttribute('href') ?? '', location.href).toString()
  const said = await writeClipboard(href).then(
    () => 'The link to this line is copied',
    () => 'The browser did not allow the copy: the link is in the address bar',
  )
  store.change({ notice: said })
}
