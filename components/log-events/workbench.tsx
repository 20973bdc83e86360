'use client'

import './log-events.css'
import { useEffect, useState } from 'react'
import { rowContextOf } from '@/lib/images/log-view/select-drawing'
import { numbered, outlineOf, TestView } from '@/lib/images/log-view/test-view'
import { logActions } from './log-actions'
import { LogBody } from './log-body'
import { LogEnd } from './log-ends'
import { LogRow, rowKey } from './log-row'
import { LogStrip } from './log-strip'
import { LogToolbar } from './log-toolbar'
import { LogViewContext, useLogStore, useLogView } from './log-view-context'
import { MarkBar } from './mark-bar'
import { LogScroller } from './scroller'
import { useTimeMode } from './use-time-mode'

const esc = '\u001b'
const failed = { build: { known: true, running: false, failed: true } }
const steps = [
  { name: 'UpdateOS', events: 4 },
  { name: 'InstallPClusterPackages', events: 6, failed: true },
]

const everyRow = [
  'Step UpdateOS',
  'Stdout: plain, and long: '.padEnd(400, 'word '),
  `Stdout: ${esc}[31mred${esc}[0m ${esc}[42mon green${esc}[0m ${esc}[1mbold${esc}[0m https://example.com/a`,
  'Stderr: two\nlines, 日本語 and 🚀',
  ...Array(5).fill('Stdout: the same again'),
  'Stdout: the cause of it',
]

/** What the log view looks like in each of its states, whatever the log. */
const scenes: Record<string, ConstructorParameters<typeof TestView>[0]> = {
  'Every row': {
    lines: everyRow,
    seconds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 90_000],
    facts: { ...failed, outline: outlineOf(steps) },
    search: '?at=2026-01-02T03:04:08.000Z&line=2&bookmarks=mjwbqdy0:note',
  },
  'Only matches': { lines: numbered(60), search: '?q=line 30.&only=2' },
  'A cause not known yet': { lines: numbered(3), facts: failed },
  'An empty log': { lines: [] },
  'An empty time range': { lines: numbered(3), search: '?startTime=2030-01-01' },
  'A build that runs': {
    lines: numbered(3),
    facts: { build: { known: true, running: true, failed: false } },
  },
}

export function LogWorkbench() {
  return (
    <div className="flex flex-col gap-10 p-6">
      {Object.entries(scenes).map(([name, wish]) => (
        <section key={name} aria-label={name}>
          <h2 className="mb-2 font-semibold text-base">{name}</h2>
          <Scene wish={wish} />
        </section>
      ))}
    </div>
  )
}

function Scene({ wish }: { wish: ConstructorParameters<typeof TestView>[0] }) {
  const [parts, setParts] = useState<React.ComponentProps<typeof LogViewContext>['value']>()
  useEffect(() => {
    const view = new TestView(wish)
    const scroller = new LogScroller(view.store)
    setParts({ store: view.store, scroller, actions: logActions(view.store, scroller) })
    return view.stop
  }, [wish])
  if (!parts) return null
  const sizes = { '--log-row': '20px', '--log-gutter': '160px', '--log-number': '44px', '--log-box': '100%' }
  return (
    <LogViewContext value={parts}>
      <div
        className="relative overflow-hidden border border-line bg-surface"
        style={sizes as React.CSSProperties}
      >
        <LogToolbar />
        <LogStrip />
        <div className="log overflow-x-auto">
          <LogBody>
            <Rows />
          </LogBody>
        </div>
        <div className="log-end h-10">
          <LogEnd side="newer" />
        </div>
        <MarkBar />
      </div>
    </LogViewContext>
  )
}

function Rows() {
  const context = { ...useLogView(rowContextOf), store: useLogStore(), timeMode: useTimeMode() }
  return Array.from({ length: context.view.rows.count }, (_, row) => (
    <LogRow key={rowKey(row, context)} row={row} context={context} />
  ))
}
