'use client'

import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { LinePlace, OutlineStep } from '@/lib/images/build-log/outline-schema'
import { type EventAnchor, formatAnchor } from '@/lib/images/log-events/anchor'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { type HiddenPart, hiddenLines } from '@/lib/images/log-events/hidden-lines'
import type { RowOptions } from '@/lib/images/log-events/rows'
import { upToDateEvents } from '@/lib/images/log-events/up-to-date'
import { logStreamsQuery } from '@/lib/images/queries'
import type { LogListHandle } from './log-list'
import { extentOf } from './overview-extent'
import type { TimeMode } from './time-mode'
import { timesInView } from './times-in-view'
import { useBookmarks } from './use-bookmarks'
import { useBuild } from './use-build'
import { useCopy } from './use-copy'
import { useCurrentLine } from './use-current-line'
import { useEcho } from './use-echo'
import { useErrorSteps } from './use-error-steps'
import { useFilter } from './use-filter'
import { useFind } from './use-find'
import { useFinding } from './use-finding'
import { useFollow } from './use-follow'
import { useFollowState } from './use-follow-state'
import { useInView } from './use-in-view'
import { useLastEvent } from './use-last-event'
import { useLikelyCause } from './use-likely-cause'
import { type LogAddress, useLog } from './use-log'
import { useLogParams } from './use-log-params'
import { useMarks } from './use-marks'
import { useNotice } from './use-notice'
import { useOpening } from './use-opening'
import { useAddressedLine, usePlace } from './use-place'
import { useReference } from './use-reference'
import { useRepeats } from './use-repeats'
import { useRowLayout } from './use-row-layout'
import { useRowView } from './use-row-view'
import { useSilences } from './use-silences'
import { useStackMarkers } from './use-stack-markers'
import { useStanding } from './use-standing'
import { sectionAt, useSteps } from './use-steps'
import { useTaste } from './use-taste'

export type LogInstrument = ReturnType<typeof useLogInstrument>

/**
 * All that the log view can do, one capability per hook: `logActions` gives them keys, `LogTools` buttons,
 * `LogLines` draws the rows.
 */
export function useLogInstrument(address: LogAddress) {
  const { imageId, logStreamName, region, account } = address
  const params = useLogParams(address)
  const { at, line: atLine, range, query } = params
  const taste = useTaste()
  const notice = useNotice()
  const build = useBuild(address)
  const [reader, state] = useLog(address, range.startTime, range.endTime)
  const { held } = state
  const isOpen = state.phase === 'open'
  useFollow(reader, build.running)
  const follow = useFollowState(state.arrived)
  const { setFollow } = follow

  const found = useFind(held, query)
  const cause = useLikelyCause(address, at !== null || params.bounded, build)
  const steps = useSteps(address, held, isOpen, build.running, cause.place !== undefined)
  const echo = useEcho(held, taste.echoShown)
  const hidden = useMemo(
    () => (taste.upToDateHidden ? upToDateEvents(held, steps.outline) : noEvents),
    [taste.upToDateHidden, held, steps.outline],
  )
  const markers = useStackMarkers(address, state, range, taste.stackEventsShown && isOpen)
  const repeats = useRepeats(held, at)
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const showLong = useCallback(
    (anchor: EventAnchor) => setShown((last) => new Set(last).add(formatAnchor(anchor))),
    [],
  )

  const box = useRef<HTMLDivElement>(null)
  const timeMode: TimeMode = params.reference ? 'reference' : taste.timeMode
  const layout = useRowLayout(box, { wrap: taste.wrap, timeMode })
  const columns = taste.wrap || shown.size > 0 ? layout.columns : 0
  const filtered = params.only !== null && found.pattern !== null
  const options = useMemo<RowOptions>(
    () => ({
      columns,
      wrap: taste.wrap,
      shown,
      sections: steps.sections,
      // A filter looks into everything.
      folded: filtered ? nothingFolded : steps.folded,
      echo: filtered ? noFolds : echo.folds,
      isEchoOpen: echo.isOpen,
      hidden: filtered ? noEvents : hidden,
      stackEventTimes: markers.stackEventTimes,
      openRepeats: repeats.openRepeats,
    }),
    [
      columns,
      taste.wrap,
      shown,
      steps.sections,
      steps.folded,
      echo.folds,
      echo.isOpen,
      hidden,
      markers.stackEventTimes,
      repeats.openRepeats,
      filtered,
    ],
  )
  const { filter, show } = useFilter(params.only, found)
  const standing = useRef(() => 0)
  const { all, view, setTop, top } = useRowView(state, options, filter, standing)
  const showHidden = (row: number, part: HiddenPart) => {
    const lines = hiddenLines(all, view.rows, row, part)
    if (lines) show(lines)
  }

  const list = useRef<LogListHandle>(null)
  const reveal = useCallback(
    (event: number, line: number | undefined) => {
      const unfolded = steps.reveal(event)
      const shows = hidden.has(event)
      if (shows) taste.toggleUpToDate()
      const opened = repeats.reveal(event)
      return echo.reveal(event, line) || unfolded || shows || opened
    },
    [steps.reveal, echo.reveal, repeats.reveal, hidden, taste.toggleUpToDate],
  )
  const place = usePlace(reader, state, view, list, setFollow, reveal)
  const { goToLine } = place
  useAddressedLine(at, atLine, isOpen, goToLine)

  const { data: streams } = useQuery(logStreamsQuery(imageId, { region, account }))
  const stream = streams?.find((one) => one.logStreamName === logStreamName)
  const extent = extentOf(range.startTime, range.endTime, stream, held.timestamps)
  const lastEvent = useLastEvent(held, stream)
  const inView = useInView(reader, view, { top, setTop }, steps.sections, extent)
  useOpening(at, atLine, params.bounded, build, cause, inView.middle, place.open, follow.followRef)

  const finding = useFinding(address, range, query, found, state, view, top, (hit) =>
    goToLine(hit.anchor, hit.line, 'nearest'),
  )
  const findInput = useRef<HTMLInputElement>(null)
  const changeQuery = (change: Partial<FindQuery>) => {
    finding.onType()
    params.setQuery(change)
  }

  const line = useCurrentLine(view, top, list, setFollow)
  const goTo = (anchor: EventAnchor, within = 0) => {
    line.setCurrent({ anchor, line: within })
    goToLine(anchor, within, 'center')
  }
  const errors = useErrorSteps(
    steps.outline?.errors,
    steps.ask,
    placeOf(steps.failed) ?? cause.place,
    line.current ? { ...line.current.anchor, line: line.current.line } : cause.place,
    (error) => goTo(error, error.line),
  )
  const toggleStep = () => {
    const event = line.place?.event ?? view.rows.event[top.current] ?? 0
    const step = sectionAt(steps.sections, event)
    if (step) steps.setFold(step.key, !steps.folded.has(step.key))
  }
  useStanding(view, top, list, [line.place, finding.hitPlace], standing)
  const silences = useSilences(reader, () => view.rows.event[standing.current()] ?? 0, goTo, notice.say)
  const reference = useReference(params, taste, extent, line.current, notice.say)
  const bookmarks = useBookmarks(params, held, line.current, notice.say)
  const marks = useMarks(view, at, params.setAt, line.setCurrent, setFollow)
  useCopy({ held, rows: view.rows, marked: marks.marked })
  const [helpOpen, setHelpOpen] = useState(false)
  const [cliOpen, setCliOpen] = useState(false)
  const foldCurrent = () => {
    const event = view.rows.event[standing.current()] ?? -1
    const run = [...view.rows.repeats].find(([first, { count }]) => first <= event && event < first + count)
    if (run) repeats.setFold(run[0], run[1].count, !run[1].folded)
  }

  return {
    address,
    params,
    taste,
    build,
    reader,
    state,
    isOpen,
    follow,
    toggleFollow: () => (follow.follow ? setFollow(false) : place.goToEnd()),
    steps,
    toggleStep,
    echo,
    markers,
    repeats,
    showLong,
    showHidden,
    box,
    layout,
    view,
    list,
    place,
    extent,
    lastEvent,
    inView,
    finding,
    findInput,
    changeQuery,
    line,
    errors,
    silences,
    notice,
    bookmarks,
    goTo,
    timeMode,
    reference,
    foldCurrent,
    timesInView: () => timesInView(view, top.current, list.current),
    marks,
    cli: { open: cliOpen, setOpen: setCliOpen },
    help: { open: helpOpen, setOpen: setHelpOpen },
  }
}

const nothingFolded: ReadonlySet<string> = new Set()
const noEvents: ReadonlySet<number> = new Set()
const noFolds: RowOptions['echo'] = []

/** The first line that says why the step failed. */
function placeOf(step: OutlineStep | undefined): LinePlace | undefined {
  const line = step?.finding?.lines.find(({ at }) => at)
  return line?.at && { ...line.at, line: line.line ?? 0 }
}
