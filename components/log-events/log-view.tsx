'use client'

import './log-events.css'
import { useQueryStates } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTimeZone } from '@/components/time-zone'
import { logStreamHref } from '@/lib/images/addresses'
import { type AnchorRange, type EventAnchor, formatAnchor, formatAt } from '@/lib/images/log-events/anchor'
import { anchorOf, firstAtOrAfter, type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'
import { type RowOptions, rowKind, rowOf } from '@/lib/images/log-events/rows'
import { logViewParams } from '@/lib/images/log-events/search-params'
import { FindBox } from './find-box'
import { LogBody } from './log-body'
import { LogEnd } from './log-ends'
import { LogList, type LogListHandle } from './log-list'
import { LogToolbar } from './log-toolbar'
import type { RowContext } from './row-context'
import type { TimeMode } from './time-mode'
import { useBuild } from './use-build'
import { useCell } from './use-cell'
import { hitAt, numberOfHit, useFind, useHit } from './use-find'
import { useFollow } from './use-follow'
import { type LogAddress, useLog } from './use-log'
import { useLogKeys } from './use-log-keys'
import { type Goal, useAddressedLine, usePlace } from './use-place'
import { useRowView } from './use-row-view'
import { useStored } from './use-stored'

const nothingFolded: ReadonlySet<string> = new Set()

/** One log stream, read, followed, searched and linked to. */
export function LogView(address: LogAddress) {
  const { imageId, logStreamName, region, account } = address
  const [params, setParams] = useQueryStates(logViewParams, { history: 'replace' })
  const { at, startTime, endTime } = params
  const [reader, state] = useLog(address, startTime, endTime)
  const build = useBuild(address)
  useFollow(reader, build.running)

  const [wrap, setWrap] = useStored('log-wrap', 'off', ['on', 'off'])
  const [timeMode, setTimeMode] = useTimeMode()
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const box = useRef<HTMLDivElement>(null)
  const { cell, width } = useCell(box)
  const gutter = timeMode === 'off' ? 28 : Math.ceil((timeMode === 'start' ? 13 : 12) * cell * (12 / 13)) + 18
  const columns = wrap === 'on' || shown.size > 0 ? Math.max(20, Math.floor((width - gutter - 40) / cell)) : 0
  const options = useMemo<RowOptions>(
    () => ({ columns, wrap: wrap === 'on', shown, sections: [], folded: nothingFolded }),
    [columns, wrap, shown],
  )
  const { view, setTop, top } = useRowView(state, options)
  const { rows, held } = view

  const list = useRef<LogListHandle>(null)
  const [follow, followRef, setFollow, arrivedWhenLeft] = useFollowState(state.arrived)
  const { goal, open, goToLine, goToStart, goToEnd } = usePlace(reader, state, view, list, setFollow)
  const isOpen = state.phase === 'open'
  useAddressedLine(at, isOpen, goToLine)

  // Opening: at the addressed line, else at the end. Another range opens around the line in the middle.
  const atOnOpening = useRef(at)
  const middle = useRef<EventAnchor | undefined>(undefined)
  useEffect(() => {
    const anchor = middle.current ?? atOnOpening.current?.from
    open(anchor ? { at: 'line', anchor, line: 0 } : { at: 'end' })
  }, [open])

  const bottom = useRef(0)
  const loadNear = useCallback(() => {
    const { phase, older, newer, held } = reader.getState()
    if (phase !== 'open') return
    const near = held.messages.length > 3_000 ? 1_500 : 400
    if (older.state === 'more' && top.current < near) void reader.loadOlder()
    if (newer.state === 'more' && bottom.current > view.rows.count - near) void reader.loadNewer()
  }, [reader, view, top])
  const onTopRow = (first: number, last: number, movedUp: boolean) => {
    setTop(first)
    bottom.current = last
    const event = rows.event[first]
    if (event !== undefined) reader.look(held.timestamps[event] ?? 0)
    middle.current = anchorOf(held, rows.event[Math.min((first + last) >> 1, rows.count - 1)] ?? 0)
    if (movedUp) setFollow(false)
    loadNear()
  }
  useEffect(() => {
    const scroller = list.current?.scroller()
    if (scroller)
      bottom.current = Math.max(bottom.current, top.current + Math.ceil(scroller.clientHeight / 20))
    loadNear()
  }, [loadNear, top])

  // Find
  const findInput = useRef<HTMLInputElement>(null)
  const query = {
    text: params.q,
    matchCase: params.case,
    wholeWord: params.word,
    regularExpression: params.regex,
  }
  const found = useFind(held, query)
  const [hit, setHit] = useHit()
  const number = numberOfHit(found, hit)
  const goToHit = (index: number) => {
    if (found.hits.count === 0) return
    const next = hitAt(found, (index + found.hits.count) % found.hits.count)
    setHit(next)
    goToLine(next.anchor, next.line, 'nearest')
  }
  const stepHit = (direction: 1 | -1) => {
    if (number >= 0) return goToHit(number + direction)
    goToHit(hitNearView(direction))
  }
  const hitNearView = (direction: 1 | -1) => {
    const topEvent = rows.event[top.current] ?? 0
    let index = 0
    while (index < found.hits.count && (found.hits.event[index] ?? 0) < topEvent) index++
    return direction === 1 ? (index === found.hits.count ? 0 : index) : index - 1
  }
  const typed = useRef(false)
  useEffect(() => {
    if (!typed.current || !found.pattern) return
    typed.current = false
    if (found.hits.count > 0) goToHit(hitNearView(1))
    else setHit(undefined)
  })
  const type = (change: Partial<{ q: string; case: boolean; word: boolean; regex: boolean }>) => {
    typed.current = true
    setHit(undefined)
    void setParams(change)
  }

  // The current line
  const [current, setCurrent] = useState<{ anchor: EventAnchor; line: number }>()
  const place = current && indexOfAnchor(held, current.anchor)
  const currentPlace = place?.exact ? { event: place.index, line: current?.line ?? 0 } : undefined
  const moveCurrent = (direction: 1 | -1) => {
    let row = currentPlace
      ? rowOf(rows, currentPlace.event, currentPlace.line)
      : top.current - (direction === 1 ? 1 : 0)
    do row += direction
    while (rows.kind[row] !== undefined && rows.kind[row] !== rowKind.line)
    if (rows.kind[row] === undefined) return
    setFollow(false)
    setCurrent({ anchor: anchorOf(held, rows.event[row] ?? 0), line: rows.line[row] ?? 0 })
    list.current?.scrollToRow(row, 'nearest')
  }

  const mark = useCallback(
    (range: AnchorRange | null) => {
      setFollow(false)
      void setParams({ at: range }, { history: 'push' })
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
    mark(before(at.from, anchor) ? { from: at.from, to: anchor } : { from: anchor, to: at.to })
  }

  const marked = useMemo(() => at && markedIn(held, at), [held, at])
  const hrefOf = useCallback(
    (anchor: EventAnchor) =>
      logStreamHref(imageId, logStreamName, {
        region,
        account,
        startTime: startTime === null ? undefined : new Date(startTime).toISOString(),
        endTime: endTime === null ? undefined : new Date(endTime).toISOString(),
        at: formatAnchor(anchor),
      }),
    [imageId, logStreamName, region, account, startTime, endTime],
  )
  const showLong = useCallback(
    (anchor: EventAnchor) => setShown((last) => new Set(last).add(formatAnchor(anchor))),
    [],
  )
  const bounded = startTime !== null || endTime !== null
  const hitPlace = hit && number >= 0 ? { event: found.hits.event[number] ?? 0, line: hit.line } : undefined
  const context: RowContext = {
    view,
    timeMode,
    start: held.timestamps[0] ?? 0,
    marked: marked ?? undefined,
    current: currentPlace,
    hit: hitPlace,
    pattern: found.pattern,
    errors: noErrors,
    hrefOf,
    showLong,
    width: wrap === 'on' ? 0 : Math.ceil(gutter + 40 + (rows.longest + 18) * cell),
    older: (
      <LogEnd
        edge={state.older}
        side="older"
        running={build.running}
        bounded={startTime !== null}
        load={reader.loadOlder}
      />
    ),
    newer: (
      <LogEnd
        edge={state.newer}
        side="newer"
        running={build.running}
        bounded={endTime !== null}
        load={reader.loadNewer}
      />
    ),
  }

  useLogKeys([
    {
      keys: ['Mod+f'],
      does: 'Find in log (again: the browser’s own find)',
      always: true,
      run: () => {
        // Focused already: the key is the browser's, whose own find opens.
        if (document.activeElement === findInput.current) return false
        findInput.current?.focus()
        findInput.current?.select()
      },
    },
    {
      keys: ['/'],
      does: 'Find in log',
      run: () => findInput.current?.focus(),
    },
    { keys: ['n'], does: 'Next match', run: () => stepHit(1) },
    { keys: ['N'], does: 'Previous match', run: () => stepHit(-1) },
    { keys: ['j', 'ArrowDown'], does: 'Next line', run: () => moveCurrent(1) },
    {
      keys: ['k', 'ArrowUp'],
      does: 'Previous line',
      run: () => moveCurrent(-1),
    },
    {
      keys: ['Enter'],
      does: 'Put the current line into the address',
      run: (event) => {
        const onOther = event.target instanceof Element && event.target.closest('a:not(.log-time), button')
        if (!current || onOther) return false
        mark({ from: current.anchor, to: current.anchor })
      },
    },
    {
      keys: ['Home', 'g'],
      does: 'Beginning of the log',
      run: () => goToStart(),
    },
    {
      keys: ['End', 'G'],
      does: 'End of the log, following',
      run: () => goToEnd(),
    },
    { keys: ['PageDown', ' '], does: 'A page down', run: () => page(list.current, 1) },
    { keys: ['PageUp'], does: 'A page up', run: () => page(list.current, -1) },
    { keys: ['f'], does: 'Follow the end of the log', run: () => (follow ? setFollow(false) : goToEnd()) },
    { keys: ['w'], does: 'Wrap long lines', run: () => setWrap(wrap === 'on' ? 'off' : 'on') },
  ])

  const target = targetIn(goal.current, held, (event, line) => rowOf(rows, event, line))
  const newLines = follow ? 0 : state.arrived - arrivedWhenLeft
  const missed =
    isOpen &&
    at &&
    goal.current.at === 'line' &&
    held.messages.length > 0 &&
    !indexOfAnchor(held, at.from).exact

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
        range={{ startTime, endTime }}
        lastEvent={held.timestamps.at(-1)}
        applyRange={(range) => setParams(range, { history: 'push' })}
        find={
          <FindBox
            text={params.q}
            flags={params}
            inputRef={findInput}
            onText={(q) => type({ q })}
            onFlags={type}
            onStep={stepHit}
            onLeave={() => list.current?.scroller()?.focus()}
          />
        }
        status={statusText(
          found,
          params.q,
          number,
          state.older.state === 'end' && state.newer.state === 'end',
        )}
      />
      {missed && (
        <p className="border-y border-line bg-warn-soft px-4 py-1.5 text-xs text-ink">
          The linked line is not in this log any more. The nearest line is marked instead.
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: clicks on the rows' links arrive here, keys reach the links themselves */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        ref={box}
        className="relative min-h-0 flex-1 border-t border-line bg-surface"
        style={{ '--log-gutter': `${gutter}px` } as React.CSSProperties}
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
        </LogBody>
        {newLines > 0 && (
          <button
            type="button"
            onClick={goToEnd}
            className="absolute bottom-4 left-1/2 -translate-x-1/2 rounded-full bg-accent px-4 py-1.5 text-xs font-medium text-bg shadow-lg"
          >
            {newLines.toLocaleString('en')} new {newLines === 1 ? 'line' : 'lines'}
          </button>
        )}
      </div>
    </section>
  )
}

const noErrors: ReadonlySet<number> = new Set()

const before = (a: EventAnchor, b: EventAnchor) =>
  a.timestamp < b.timestamp || (a.timestamp === b.timestamp && a.ordinal <= b.ordinal)

function page(list: LogListHandle | null, direction: 1 | -1) {
  const scroller = list?.scroller()
  scroller?.scrollBy({ top: direction * (scroller.clientHeight - 40) })
}

/** Whether the end is followed, as state and as what Virtuoso asks; and how many had arrived when it was left. */
function useFollowState(arrived: number) {
  const [follow, setState] = useState(true)
  const ref = useRef(true)
  const [arrivedWhenLeft, setLeft] = useState(0)
  const now = useRef(arrived)
  now.current = arrived
  const setFollow = useCallback((next: boolean) => {
    if (ref.current === next) return
    ref.current = next
    setState(next)
    if (!next) setLeft(now.current)
  }, [])
  return [follow, ref, setFollow, arrivedWhenLeft] as const
}

function useTimeMode(): [TimeMode, (mode: TimeMode) => void] {
  const { timeZone, choose } = useTimeZone()
  const [stored, store] = useStored('log-times', 'clock', ['clock', 'start', 'off'])
  return [
    stored === 'clock' ? timeZone : stored,
    (mode) => {
      if (mode === 'utc' || mode === 'local') choose(mode)
      store(mode === 'utc' || mode === 'local' ? 'clock' : mode)
    },
  ]
}

function markedIn(held: HeldLog, at: AnchorRange): { from: number; to: number } | undefined {
  if (held.messages.length === 0) return undefined
  if (formatAt(at) === formatAnchor(at.from)) {
    const { index } = indexOfAnchor(held, at.from)
    return { from: index, to: index }
  }
  const from = firstAtOrAfter(held, at.from.timestamp) + at.from.ordinal
  const to = Math.min(
    firstAtOrAfter(held, at.to.timestamp) + at.to.ordinal,
    firstAtOrAfter(held, at.to.timestamp + 1) - 1,
  )
  return { from, to }
}

function targetIn(
  goal: Goal,
  held: HeldLog,
  row: (event: number, line: number) => number,
): { row: number; align: 'center' | 'start' } | undefined {
  if (goal.at === 'line') {
    return { row: row(indexOfAnchor(held, goal.anchor).index, goal.line), align: 'center' }
  }
  return goal.at === 'start' ? { row: 0, align: 'start' } : undefined
}

function statusText(
  { problem, hits, pattern }: ReturnType<typeof useFind>,
  q: string,
  number: number,
  whole: boolean,
): string {
  if (problem) return problem
  if (!q || !pattern) return ''
  const scope = whole ? '' : ' in loaded lines'
  if (hits.count === 0) return `No matches${scope}`
  const count = hits.count.toLocaleString('en')
  return `${number >= 0 ? `${(number + 1).toLocaleString('en')} of ${count}` : `${count} matches`}${scope}`
}
