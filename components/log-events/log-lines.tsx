'use client'

import { useRef } from 'react'
import type { EventAnchor } from '@/lib/images/log-events/anchor'
import { indexOfAnchor } from '@/lib/images/log-events/held-log'
import { rowOf } from '@/lib/images/log-events/rows'
import { LogBody } from './log-body'
import { LogEnd } from './log-ends'
import { LogList } from './log-list'
import { MarkBar } from './mark-bar'
import type { RowContext } from './row-context'
import { StepHeader } from './step-header'
import type { LogInstrument } from './use-log-instrument'
import type { Goal } from './use-place'
import { useRowHeight } from './use-row-height'
import { useUntouched } from './use-untouched'

/** The log's rows with what floats above them, or what there is instead of rows. */
export function LogLines({ log }: { log: LogInstrument }) {
  const { params, state, build, reader, layout, view, follow, steps, marks } = log
  const untouched = useUntouched()
  const focused = useRef(false)
  const context = rowContextOf(log)
  const rowHeight = useRowHeight()
  // A region begins where it was opened at; drawn afresh in another height, where the reader was.
  const target = () => {
    const top = log.inView.topOf(state.region)
    if (top !== undefined) return follow.followRef.current ? undefined : { row: top, align: 'start' as const }
    return targetRow(log.place.goal.current, (anchor, line) =>
      rowOf(view.rows, indexOfAnchor(view.held, anchor).index, line),
    )
  }
  const stuckStep = steps.sections.find(({ key }) => key === log.inView.topStep)
  const sizes = {
    '--log-row': `${rowHeight}px`,
    '--log-gutter': `${layout.gutter}px`,
    '--log-box': `${layout.visibleWidth}px`,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: clicks on the rows' links arrive here; keys reach the links themselves
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      ref={log.box}
      className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-surface"
      style={sizes as React.CSSProperties}
      onClick={marks.onRowClick}
    >
      <LogBody
        state={state}
        running={build.running}
        bounded={params.bounded}
        retry={reader.retry}
        clearRange={() => params.setRange({ startTime: null, endTime: null })}
      >
        <LogList
          key={`${state.region} ${rowHeight}`}
          rowHeight={rowHeight}
          handle={log.list}
          focused={focused}
          context={context}
          target={target}
          // Nothing comes any more to a log that is over: wrapping or unfolding it at its end moves nothing either. Only
          // what still belongs to its opening, the steps and the stack's events, may not push its end out of sight.
          sticks={() => follow.followRef.current && (build.running || state.arrived > 0 || untouched.current)}
          onRowsInView={log.inView.onRowsInView}
          onLeaveEnd={() => follow.setFollow(false)}
          onReachEnd={() => reader.getState().newer.state === 'end' && follow.setFollow(true)}
        />
        {stuckStep && (
          <div className="absolute inset-x-0 top-0 border-b border-line bg-sunken">
            <StepHeader
              section={stuckStep}
              folded={steps.folded.has(stuckStep.key)}
              toggle={() => steps.setFold(stuckStep.key, !steps.folded.has(stuckStep.key))}
            />
          </div>
        )}
      </LogBody>
      {follow.newEvents > 0 && <NewLines count={follow.newEvents} show={log.place.goToEnd} />}
      {params.at && marks.marked && (
        <MarkBar
          held={view.held}
          from={marks.marked.from}
          to={marks.marked.to}
          href={params.addressOf(params.at)}
          clear={() => marks.mark(null)}
        />
      )}
    </div>
  )
}

function NewLines({ count, show }: { count: number; show: () => void }) {
  return (
    <button
      type="button"
      onClick={show}
      className="absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full bg-accent px-4 py-1.5 text-xs font-medium text-bg shadow-lg"
    >
      {count} new {count === 1 ? 'line' : 'lines'}
    </button>
  )
}

function rowContextOf(log: LogInstrument): RowContext {
  const { params, state, build, reader, reference, layout, view, steps, marks, finding } = log
  return {
    view,
    timeMode: log.timeMode,
    start: reference.start,
    bookmarks: log.bookmarks.lines,
    marked: marks.marked,
    current: log.line.place,
    hit: finding.hitPlace,
    pattern: finding.found.pattern,
    errors: steps.errors,
    causes: steps.causes,
    sections: steps.sections,
    folded: steps.folded,
    setFold: steps.setFold,
    markers: log.markers,
    echo: log.echo,
    foldRepeats: log.repeats.setFold,
    showHidden: log.showHidden,
    hrefOf: params.addressOf,
    showLong: log.showLong,
    width: layout.widthOf(view.rows.longest),
    older: (
      <LogEnd
        edge={state.older}
        side="older"
        running={build.running}
        bounded={params.range.startTime !== null}
        load={reader.loadOlder}
      />
    ),
    newer: (
      <LogEnd
        edge={state.newer}
        side="newer"
        running={build.running}
        bounded={params.range.endTime !== null}
        load={reader.loadNewer}
      />
    ),
  }
}

function targetRow(
  goal: Goal,
  rowAt: (anchor: EventAnchor, line: number | undefined) => number,
): { row: number; align: 'center' | 'start' } | undefined {
  if (goal.at === 'line') return { row: rowAt(goal.anchor, goal.line), align: 'center' }
  return goal.at === 'start' ? { row: 0, align: 'start' } : undefined
}
