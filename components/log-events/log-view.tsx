'use client'

import './log-events.css'
import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Outline } from '@/components/build-log/outline'
import { logStreamHref } from '@/lib/images/addresses'
import {
  type AnchorRange,
  compareAnchors,
  type EventAnchor,
  formatAnchor,
  formatAt,
} from '@/lib/images/log-events/anchor'
import { anchorOf, indexOfAnchor } from '@/lib/images/log-events/held-log'
import { markedIn } from '@/lib/images/log-events/marked'
import { type RowOptions, rowKind, rowOf } from '@/lib/images/log-events/rows'
import { logViewParams } from '@/lib/images/log-events/search-params'
import { logStreamsQuery } from '@/lib/images/queries'
import { FindBox } from './find-box'
import { HelpDialog } from './help-dialog'
import { LogBody } from './log-body'
import { LogEnd } from './log-ends'
import { LogList, type LogListHandle } from './log-list'
import { LogToolbar } from './log-toolbar'
import { MarkBar } from './mark-bar'
import { extentOf, placeWindow } from './overview-extent'
import { OverviewLane, thinned } from './overview-lane'
import type { RowContext } from './row-context'
import { StepHeader } from './step-header'
import { TextButton } from './tool-buttons'
import { useBuild } from './use-build'
import { useCell } from './use-cell'
import { useCopy } from './use-copy'
import { useFind } from './use-find'
import { findingText, useFinding } from './use-finding'
import { useFollow } from './use-follow'
import { useFollowState } from './use-follow-state'
import { type LogAddress, useLog } from './use-log'
import { type KeyBinding, useLogKeys } from './use-log-keys'
import { useOpening } from './use-opening'
import { useAddressedLine, usePlace } from './use-place'
import { useRowView } from './use-row-view'
import { sectionAt, useSteps } from './use-steps'
import { useStored } from './use-stored'
import { useTimeMode } from './use-time-mode'

/** One log stream, read, followed, searched and linked to. */
export function LogView(address: LogAddress) {
  const { imageId, logStreamName, region, account } = address
  const [params, setParams] = useQueryStates(logViewParams, { history: 'replace' })
  const { at, startTime, endTime, only } = params
  const bounded = startTime !== null || endTime !== null
  const [reader, state] = useLog(address, startTime, endTime)
  const { held } = state
  const isOpen = state.phase === 'open'
  const build = useBuild(address)
  useFollow(reader, build.running)

  const [wrap, setWrap] = useStored('log-wrap', 'off', ['on', 'off'])
  const [outlineShown, setOutlineShown] = useStored('log-outline', 'off', ['on', 'off'])
  const [timeMode, setTimeMode] = useTimeMode()
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const [helpOpen, setHelpOpen] = useState(false)

  const query = {
    text: params.q,
    matchCase: params.case,
    wholeWord: params.word,
    regularExpression: params.regex,
  }
  const found = useFind(held, query)
  const steps = useSteps(address, held, isOpen, build.running)

  const box = useRef<HTMLDivElement>(null)
  const { cell, width } = useCell(box)
  const gutter = timeMode === 'off' ? 28 : Math.ceil((timeMode === 'start' ? 13 : 12) * cell * (12 / 13)) + 18
  const columns = wrap === 'on' || shown.size > 0 ? Math.max(20, Math.floor((width - gutter - 40) / cell)) : 0
  const options = useMemo<RowOptions>(
    () => ({ columns, wrap: wrap === 'on', shown, sections: steps.sections, folded: steps.folded }),
    [columns, wrap, shown, steps.sections, steps.folded],
  )
  const filter = useMemo(
    () => (only !== null && found.pattern ? { hits: found.hits, context: only } : undefined),
    [only, found],
  )
  const { view, setTop, top } = useRowView(state, options, filter)
  const { rows } = view

  const list = useRef<LogListHandle>(null)
  const { follow, followRef, setFollow, arrivedWhenLeft } = useFollowState(state.arrived)
  const reveal = useCallback(
    (event: number) => {
      const hiding = steps.sections.filter(
        ({ key, start, end }) => start <= event && event < end && steps.folded.has(key),
      )
      for (const { key } of hiding) steps.setFold(key, false)
      return hiding.length > 0
    },
    [steps.sections, steps.folded, steps.setFold],
  )
  const { goal, open, goToLine, goToStart, goToEnd } = usePlace(reader, state, view, list, setFollow, reveal)
  useAddressedLine(at, isOpen, goToLine)
  const middle = useRef<EventAnchor | undefined>(undefined)
  const { cause } = useOpening(address, at, bounded, build, middle, open)

  // Where the reader is: kept out of React's state, as it changes with every frame of a scroll.
  const bottom = useRef(0)
  const reported = useRef(0)
  const windowMark = useRef<HTMLDivElement>(null)
  const [topStep, setTopStep] = useState<string>()
  const loadNear = useCallback(() => {
    const { phase, older, newer, held, region } = reader.getState()
    // A list without rows reports none: what was read may all be one millisecond, withheld until it is whole.
    const blank = view.rows.count === 0
    if (phase !== 'open' || (reported.current !== region && !blank)) return
    const near = held.messages.length > 3_000 ? 1_500 : 400
    if (older.state === 'more' && (blank || top.current < near)) void reader.loadOlder()
    if (newer.state === 'more' && (blank || bottom.current > view.rows.count - near)) void reader.loadNewer()
  }, [reader, view, top])
  useEffect(loadNear, [loadNear])
  const { data: streams } = useQuery(logStreamsQuery(imageId, { region, account }))
  const stream = streams?.find((one) => one.logStreamName === logStreamName)
  const extent = extentOf(startTime, endTime, stream, held.timestamps)
  const onTopRow = (first: number, last: number, movedUp: boolean) => {
    setTop(first)
    bottom.current = last
    reported.current = view.region
    const timeOf = (row: number) =>
      held.timestamps[rows.event[Math.max(0, Math.min(row, rows.count - 1))] ?? 0] ?? 0
    reader.look(timeOf(first))
    middle.current = anchorOf(held, rows.event[Math.min((first + last) >> 1, rows.count - 1)] ?? 0)
    placeWindow(windowMark.current, extent, timeOf(first), timeOf(last - 1))
    const section = sectionAt(steps.sections, rows.event[first] ?? 0)
    const stuck = section && (!section.headed || rowOf(rows, section.start) < first) ? section.key : undefined
    if (stuck !== topStep) setTopStep(stuck)
    if (movedUp) setFollow(false)
    loadNear()
  }

  const findInput = useRef<HTMLInputElement>(null)
  const range = { startTime, endTime }
  const finding = useFinding(address, range, query, found, state, view, top, (hit) =>
    goToLine(hit.anchor, hit.line, 'nearest'),
  )
  const type = (change: Partial<{ q: string; case: boolean; word: boolean; regex: boolean }>) => {
    finding.onType()
    void setParams(change)
  }

  const [current, setCurrent] = useState<{ anchor: EventAnchor; line: number }>()
  const currentIndex = current && indexOfAnchor(held, current.anchor)
  const currentPlace = currentIndex?.exact
    ? { event: currentIndex.index, line: current?.line ?? 0 }
    : undefined
  const moveCurrent = (direction: 1 | -1) => {
    const visible = currentPlace && rowOf(rows, currentPlace.event, currentPlace.line)
    let row = visible ?? top.current - (direction === 1 ? 1 : 0)
    do row += direction
    while (rows.kind[row] !== undefined && rows.kind[row] !== rowKind.line)
    if (rows.kind[row] === undefined) return
    setFollow(false)
    setCurrent({ anchor: anchorOf(held, rows.event[row] ?? 0), line: rows.line[row] ?? 0 })
    list.current?.scrollToRow(row, 'nearest')
  }

  // Errors, in the order of the log; the opening stands on the first at the cause.
  const errorAnchors = steps.outline?.errors ?? []
  const [errorNumber, setErrorNumber] = useState<number>()
  const stepError = (direction: 1 | -1) => {
    const count = errorAnchors.length
    if (count === 0) return
    const from = current?.anchor ?? cause
    const reached = from ? errorAnchors.findIndex((anchor) => compareAnchors(anchor, from) >= 0) : -1
    const last = errorNumber ?? (reached >= 0 && (from === cause || direction === 1) ? reached : -1)
    const next = (last + direction + count) % count
    const anchor = errorAnchors[next]
    if (!anchor) return
    setErrorNumber(next)
    setCurrent({ anchor, line: 0 })
    goToLine(anchor, 0, 'center')
  }

  const mark = useCallback(
    (next: AnchorRange | null) => {
      setFollow(false)
      void setParams({ at: next }, { history: 'push' })
    },
    [setParams, setFollow],
  )
  const onRowClick = (event: React.MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('.log-time[href]') : null
    const row = Number(link?.closest('[data-row]')?.getAttribute('data-row') ?? Number.NaN)
    if (!link || Number.isNaN(row) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const anchor = anchorOf(held, rows.event[row] ?? 0)
    setCurrent({ anchor, line: rows.line[row] ?? 0 })
    if (!event.shiftKey || !at) return mark({ from: anchor, to: anchor })
    window.getSelection()?.removeAllRanges()
    mark(compareAnchors(at.from, anchor) <= 0 ? { from: at.from, to: anchor } : { from: anchor, to: at.to })
  }
  const marked = useMemo(() => (at ? markedIn(held, at) : undefined), [held, at])
  useCopy({ held, rows, marked })

  const hrefOf = useCallback(
    (anchor: EventAnchor | AnchorRange) =>
      logStreamHref(imageId, logStreamName, {
        region,
        account,
        startTime: iso(startTime),
        endTime: iso(endTime),
        at: 'from' in anchor ? formatAt(anchor) : formatAnchor(anchor),
      }),
    [imageId, logStreamName, region, account, startTime, endTime],
  )
  const showLong = useCallback(
    (anchor: EventAnchor) => setShown((last) => new Set(last).add(formatAnchor(anchor))),
    [],
  )
  const showHidden = useCallback(() => void setParams({ only: null }), [setParams])
  const ends = (side: 'older' | 'newer', isBounded: boolean) => (
    <LogEnd
      edge={state[side]}
      side={side}
      running={build.running}
      bounded={isBounded}
      load={side === 'older' ? reader.loadOlder : reader.loadNewer}
    />
  )
  const context: RowContext = {
    view,
    timeMode,
    start: extent?.start ?? 0,
    marked,
    current: currentPlace,
    hit: finding.hit && finding.number >= 0 ? hitPlace(found.hits, finding.number) : undefined,
    pattern: found.pattern,
    errors: steps.errors,
    sections: steps.sections,
    folded: steps.folded,
    setFold: steps.setFold,
    showHidden,
    hrefOf,
    showLong,
    width: wrap === 'on' ? 0 : Math.ceil(gutter + 40 + (rows.longest + 18) * cell),
    older: ends('older', startTime !== null),
    newer: ends('newer', endTime !== null),
  }

  const bindings: KeyBinding[] = [
    {
      keys: ['Mod+f'],
      does: 'Find in log (once more: the browser’s own find)',
      always: true,
      run: () => {
        // Focused already: the key is the browser's.
        if (document.activeElement === findInput.current) return false
        findInput.current?.focus()
        findInput.current?.select()
      },
    },
    { keys: ['/'], does: 'Find in log', run: () => findInput.current?.focus() },
    { keys: ['n'], does: 'Next match (in the box: Enter)', run: () => finding.step(1) },
    { keys: ['N'], does: 'Previous match (in the box: Shift Enter)', run: () => finding.step(-1) },
    { keys: ['m'], does: 'Only matches', run: () => setParams({ only: only === null ? 2 : null }) },
    { keys: ['e'], does: 'Next error', run: () => stepError(1) },
    { keys: ['E'], does: 'Previous error', run: () => stepError(-1) },
    { keys: ['j', 'ArrowDown'], does: 'Next line', run: () => moveCurrent(1) },
    { keys: ['k', 'ArrowUp'], does: 'Previous line', run: () => moveCurrent(-1) },
    {
      keys: ['Enter'],
      does: 'Put the current line into the address',
      run: (event) => {
        const onOther = event.target instanceof Element && event.target.closest('a:not(.log-time), button')
        if (!current || onOther) return false
        mark({ from: current.anchor, to: current.anchor })
      },
    },
    { keys: ['Escape'], does: 'Unmark', run: () => (at ? mark(null) : false) },
    { keys: ['Home', 'g'], does: 'Beginning of the log', run: goToStart },
    { keys: ['End', 'G'], does: 'End of the log, following', run: goToEnd },
    { keys: ['PageUp'], does: 'A page up', run: () => page(list.current, -1) },
    { keys: ['PageDown', ' '], does: 'A page down', run: (event) => turnPage(event, list.current) },
    {
      keys: ['f'],
      does: 'Follow the end of the log',
      run: () => (follow ? setFollow(false) : goToEnd()),
    },
    { keys: ['w'], does: 'Wrap long lines', run: () => setWrap(wrap === 'on' ? 'off' : 'on') },
    { keys: ['o'], does: 'Outline', run: () => setOutlineShown(outlineShown === 'on' ? 'off' : 'on') },
    { keys: ['?'], does: 'These keys', run: () => setHelpOpen(true) },
  ]
  useLogKeys(bindings)

  const target = goalRow(goal.current, (anchor, line) => rowOf(rows, indexOfAnchor(held, anchor).index, line))
  const newLines = follow ? 0 : state.arrived - arrivedWhenLeft
  const stickyStep = steps.sections.find(({ key }) => key === topStep)
  const said = params.q
    ? findingText(finding, params.q, held.messages.length - held.withheld)
    : errorNumber !== undefined
      ? `Error ${errorNumber + 1} of ${errorAnchors.length}`
      : ''

  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label="Log">
      <LogToolbar
        wrap={wrap === 'on'}
        setWrap={(on) => setWrap(on ? 'on' : 'off')}
        timeMode={timeMode}
        setTimeMode={setTimeMode}
        follow={follow}
        toggleFollow={() => (follow ? setFollow(false) : goToEnd())}
        running={build.running}
        range={range}
        lastEvent={held.timestamps.at(-1)}
        applyRange={(next) => setParams(next, { history: 'push' })}
        address={address}
        outline={
          steps.outline && {
            shown: outlineShown === 'on',
            toggle: () => setOutlineShown(outlineShown === 'on' ? 'off' : 'on'),
          }
        }
        help={() => setHelpOpen(true)}
        find={
          <FindBox
            text={params.q}
            flags={params}
            inputRef={findInput}
            onText={(q) => type({ q })}
            onFlags={type}
            onStep={finding.step}
            onLeave={() => list.current?.scroller()?.focus()}
          />
        }
        status={said}
        findTools={
          params.q !== '' && (
            <>
              {finding.wanted && (
                <TextButton pressed={finding.all.state !== 'idle'} onClick={finding.searchAll}>
                  Search all
                </TextButton>
              )}
              <TextButton
                pressed={only !== null}
                onClick={() => setParams({ only: only === null ? 2 : null })}
              >
                Only matches
              </TextButton>
            </>
          )
        }
      />
      {extent && (
        <OverviewLane
          held={held}
          extent={extent}
          errors={thinned(
            errorAnchors.map(({ timestamp }) => timestamp),
            extent,
          )}
          hits={thinned(hitTimes(found.hits, held.timestamps), extent)}
          windowRef={windowMark}
          onRange={(start, end) => setParams({ startTime: start, endTime: end }, { history: 'push' })}
          onMoment={(timestamp) => goToLine({ timestamp, ordinal: 0 }, 0, 'center')}
        />
      )}
      {isOpen && marked?.exact === false && (
        <p role="note" className="border-t border-line bg-warn-soft px-4 py-1.5 text-xs text-ink">
          There is no event at exactly that moment in this log; the nearest one is marked.
        </p>
      )}
      <div className="flex min-h-0 flex-1 border-t border-line">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: clicks on the rows' links arrive here; keys reach the links themselves */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <div
          ref={box}
          className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-surface"
          style={{ '--log-gutter': `${gutter}px`, '--log-box': `${width - 12}px` } as React.CSSProperties}
          onClick={onRowClick}
        >
          <LogBody
            state={state}
            running={build.running}
            bounded={bounded}
            retry={reader.retry}
            clearRange={() => setParams({ startTime: null, endTime: null }, { history: 'push' })}
          >
            <LogList
              key={state.region}
              handle={list}
              context={context}
              target={target}
              follow={followRef}
              onTopRow={onTopRow}
              onAtEnd={(atEnd) => atEnd && reader.getState().newer.state === 'end' && setFollow(true)}
            />
            {stickyStep && (
              <div className="absolute inset-x-0 top-0 border-b border-line">
                <StepHeader
                  section={stickyStep}
                  folded={steps.folded.has(stickyStep.key)}
                  toggle={() => steps.setFold(stickyStep.key, !steps.folded.has(stickyStep.key))}
                />
              </div>
            )}
          </LogBody>
          {newLines > 0 && (
            <button
              type="button"
              onClick={goToEnd}
              className="absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full bg-accent px-4 py-1.5 text-xs font-medium text-bg shadow-lg"
            >
              {newLines} new {newLines === 1 ? 'line' : 'lines'}
            </button>
          )}
          {at && marked && (
            <MarkBar
              held={held}
              from={marked.from}
              to={marked.to}
              href={hrefOf(at)}
              clear={() => mark(null)}
            />
          )}
        </div>
        {outlineShown === 'on' && steps.outline && (
          <aside className="w-72 shrink-0 overflow-auto border-l border-line bg-bg p-4 max-md:hidden">
            <Outline outline={steps.outline} hrefOf={hrefOf} current={topStep} />
          </aside>
        )}
      </div>
      <HelpDialog open={helpOpen} onOpenChange={setHelpOpen} bindings={bindings} />
    </section>
  )
}

const iso = (time: number | null) => (time === null ? undefined : new Date(time).toISOString())

function page(list: LogListHandle | null, direction: 1 | -1) {
  const scroller = list?.scroller()
  scroller?.scrollBy({ top: direction * (scroller.clientHeight - 40) })
}

/** Space on a button presses it. */
function turnPage(event: KeyboardEvent, list: LogListHandle | null) {
  if (event.key === ' ' && event.target instanceof Element && event.target.closest('button, a')) return false
  page(list, 1)
}

const hitPlace = (hits: { event: Int32Array; line: Int32Array }, number: number) => ({
  event: hits.event[number] ?? 0,
  line: hits.line[number] ?? 0,
})

function* hitTimes({ event }: { event: Int32Array }, timestamps: Float64Array) {
  for (const index of event) yield timestamps[index] ?? 0
}

function goalRow(
  goal: ReturnType<typeof usePlace>['goal']['current'],
  rowAt: (anchor: EventAnchor, line: number) => number,
): { row: number; align: 'center' | 'start' } | undefined {
  if (goal.at === 'line') return { row: rowAt(goal.anchor, goal.line), align: 'center' }
  return goal.at === 'start' ? { row: 0, align: 'start' } : undefined
}
