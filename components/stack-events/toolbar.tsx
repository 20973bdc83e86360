'use client'

import { ChartGantt, FoldHorizontal, Keyboard, Maximize2, Table2, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  view: 'timeline' | 'table'
  onView: (view: 'timeline' | 'table') => void
  collapseIdle: boolean
  onCollapseIdle: (collapse: boolean) => void
  zoomedIn: boolean
  onZoom: (factor: number | null) => void
  onHelp: () => void
  /** What only the table has. */
  search: ReactNode
  children: ReactNode
}

export function Toolbar(props: Props) {
  const { view, onView, collapseIdle, onCollapseIdle, zoomedIn, onZoom, onHelp, search, children } = props
  return (
    <div
      role="toolbar"
      aria-label="Stack events view"
      className="flex flex-wrap items-center gap-x-1 gap-y-1 print:hidden"
    >
      <div className="mr-2 flex rounded-md border border-line-strong p-px">
        <Choice
          on={view === 'timeline'}
          onClick={() => onView('timeline')}
          title="Timeline (t)"
          Icon={ChartGantt}
        >
          Timeline
        </Choice>
        <Choice on={view === 'table'} onClick={() => onView('table')} title="Table (t)" Icon={Table2}>
          Table
        </Choice>
      </div>
      {view === 'table' ? (
        search
      ) : (
        <>
          <Tool label="Zoom in" hint="+" onClick={() => onZoom(0.5)} Icon={ZoomIn} />
          <Tool label="Zoom out" hint="-" onClick={() => onZoom(2)} Icon={ZoomOut} disabled={!zoomedIn} />
          <Tool
            label="Fit to view"
            hint="0"
            onClick={() => onZoom(null)}
            Icon={Maximize2}
            disabled={!zoomedIn}
          />
          <button
            type="button"
            aria-pressed={collapseIdle}
            title="Hide idle time (i)"
            onClick={() => onCollapseIdle(!collapseIdle)}
            className="ml-1 inline-flex h-7 items-center gap-1.5 rounded px-2 text-xs text-ink-2 hover:bg-sunken hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            <FoldHorizontal aria-hidden className="size-3.5" />
            Hide idle time
          </button>
        </>
      )}
      <div className="ml-auto flex items-center">
        {children}
        <Tool label="Keys" hint="?" onClick={onHelp} Icon={Keyboard} />
      </div>
    </div>
  )
}

type Icon = typeof ZoomIn

function Choice(props: { on: boolean; onClick: () => void; title: string; Icon: Icon; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={props.on}
      title={props.title}
      onClick={props.onClick}
      className="inline-flex h-6 items-center gap-1.5 rounded px-2 text-xs text-ink-2 hover:text-ink aria-pressed:bg-sunken aria-pressed:font-medium aria-pressed:text-ink"
    >
      <props.Icon aria-hidden className="size-3.5" />
      {props.children}
    </button>
  )
}

type ToolProps = { label: string; hint: string; onClick: () => void; Icon: Icon; disabled?: boolean }

function Tool({ label, hint, onClick, Icon, disabled = false }: ToolProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={`${label} (${hint})`}
      disabled={disabled}
      onClick={onClick}
      className="grid size-7 place-items-center rounded text-ink-2 hover:bg-sunken hover:text-ink disabled:opacity-35"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  )
}
