'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo, useState } from 'react'
import { KeptNote } from '@/components/kept-note'
import { KeysDialog } from '@/components/keys-dialog'
import { useNow } from '@/components/now'
import type { NamedScope } from '@/lib/images/addresses'
import { toCsv, toJson } from '@/lib/images/stack-events/export'
import { extentOf } from '@/lib/images/stack-events/extent'
import type { Stretch } from '@/lib/images/stack-events/idle'
import { isSettled } from '@/lib/images/stack-events/poll'
import { imageAttemptsQuery, stackEventsQuery } from '@/lib/images/stack-events/queries'
import { likelyRootCause } from '@/lib/images/stack-events/root-cause'
import { searchEvents } from '@/lib/images/stack-events/search'
import { deriveTimeline } from '@/lib/images/stack-events/spans'
import { isWhole, panned, within, zoomed } from '@/lib/images/stack-events/zoom'
import { AttemptPicker } from './attempt-picker'
import { DownloadButton } from './download-button'
import { EventDetails } from './event-details'
import { EventSearch } from './event-search'
import { EventTable } from './event-table'
import { StackEventsAbsent } from './stack-events-absent'
import { stackEventsParams } from './stack-events-params'
import { Summary } from './summary'
import { Timeline } from './timeline'
import { TimelineSkeleton } from './timeline-skeleton'
import { Toolbar } from './toolbar'
import { useCauseLine } from './use-cause-line'
import { type KeyAction, useKeys } from './use-keys'
import { useStackLog } from './use-stack-log'
import { useWidth } from './use-width'

/** Everything about one stack's events; what is shown of it is in the address. */
export function StackEventsView({ imageId, scope }: { imageId: string; scope: NamedScope }) {
  const [params, setParams] = useQueryStates(stackEventsParams)
  const stackId = params.stackId ?? undefined
  const { data, dataUpdatedAt, error, isPending, refetch } = useQuery(
    stackEventsQuery({ imageId, ...scope, stackId }),
  )
  const { data: attempts } = useQuery(imageAttemptsQuery({ imageId, ...scope }))

  const timeline = useMemo(() => deriveTimeline(data ?? []), [data])
  const moving = data !== undefined && !isSettled(data)
  const now = useNow(moving)
  const built = useMemo(() => extentOf(timeline, [], now), [timeline, now])
  const { logStreamName, groups, logHref } = useStackLog(imageId, scope, built, moving)
  const extent = extentOf(
    timeline,
    groups.flatMap(({ steps }) => steps),
    now,
  )
  const [from, to] = [extent?.from ?? 0, extent?.to ?? 1]
  const whole = useMemo(() => ({ from, to }), [from, to])
  const view = useMemo(() => {
    if (!params.from || !params.to || params.from >= params.to) return null
    const asked = within({ from: params.from.getTime(), to: params.to.getTime() }, whole)
    return isWhole(asked, whole) ? null : asked
  }, [params.from, params.to, whole])

  const cause = useMemo(() => likelyRootCause(timeline.events), [timeline])
  const causeLine = useCauseLine(imageId, scope, logStreamName, cause !== null && !moving)
  const selectedEvent = timeline.events.find((event) => event.eventId === params.event)
  const selectedSpan =
    selectedEvent &&
    [...(timeline.stack ? [timeline.stack] : []), ...timeline.resources].find((span) =>
      span.events.includes(selectedEvent),
    )

  const select = useCallback(
    (event: string | null) => void setParams({ event }, { history: 'push' }),
    [setParams],
  )
  const show = useCallback(
    (next: Stretch | null) =>
      void setParams({ from: next && new Date(next.from), to: next && new Date(next.to) }),
    [setParams],
  )
  const zoom = (factor: number | null) => {
    const current = view ?? whole
    if (factor === null) return show(null)
    const next = zoomed(current, whole, factor, (current.from + current.to) / 2)
    show(isWhole(next, whole) ? null : next)
  }
  const pan = (share: number) => view && show(panned(view, whole, (view.to - view.from) * share))
  const turn = () => void setParams({ view: params.view === 'table' ? 'timeline' : 'table' })
  const width = useWidth(720)
  const collapseIdle = params.idle === 'collapsed'
  const [helpOpen, setHelpOpen] = useState(false)
  const actions: KeyAction[] = [
    { keys: ['ArrowDown', 'ArrowUp'], does: 'From row to row, the steps of the log included' },
    { keys: ['ArrowRight', 'ArrowLeft'], does: 'Along a row’s events; fold and unfold steps' },
    { keys: ['Enter'], does: 'Open the event; open the log at a step or bar (Tab goes to the bars)' },
    ...(selectedEvent ? [{ keys: ['Escape'], does: 'Close the event', run: () => select(null) }] : []),
    { keys: ['+', '='], does: 'Zoom in (also Ctrl and wheel, or two fingers)', run: () => zoom(0.5) },
    { keys: ['-'], does: 'Zoom out', run: () => zoom(2) },
    { keys: ['0'], does: 'Fit to view', run: () => zoom(null) },
    { keys: ['h', 'ArrowLeft'], does: 'Earlier, once zoomed (also drag)', run: () => pan(-0.2) },
    { keys: ['l', 'ArrowRight'], does: 'Later', run: () => pan(0.2) },
    {
      keys: ['i'],
      does: 'Hide idle time',
      run: () => void setParams({ idle: collapseIdle ? 'drawn' : 'collapsed' }),
    },
    { keys: ['t'], does: 'Timeline or table', run: turn },
    { keys: ['?'], does: 'Keyboard shortcuts', run: () => setHelpOpen(true) },
  ]
  useKeys(actions)

  if (!isPending && timeline.events.length === 0) {
    return <StackEventsAbsent imageId={imageId} scope={scope} error={error} retry={() => void refetch()} />
  }
  const found = params.view === 'table' ? searchEvents(timeline.events, params.q) : timeline.events
  const fileName = `${imageId}-stack-events`
  const shared = { cause, logHref, onSelect: select }
  return (
    <>
      <div className="flex flex-col gap-3 px-4 pb-3">
        {error && (
          <KeptNote
            subject="The stack events are"
            since={dataUpdatedAt}
            error={error}
            retry={() => void refetch()}
          />
        )}
        {isPending ? (
          <div className="h-5 w-72 max-w-full rounded bg-sunken pulse-soft" />
        ) : (
          <Summary timeline={timeline} now={now} />
        )}
        <Toolbar
          view={params.view}
          onView={(next) => void setParams({ view: next })}
          collapseIdle={collapseIdle}
          onCollapseIdle={(collapse) => void setParams({ idle: collapse ? 'collapsed' : 'drawn' })}
          zoomedIn={view !== null}
          onZoom={zoom}
          onHelp={() => setHelpOpen(true)}
          search={
            <EventSearch
              q={params.q}
              onSearch={(q) => void setParams({ q })}
              found={found.length}
              of={timeline.events.length}
            />
          }
        >
          {attempts && attempts.attempts.length > 1 && (
            <AttemptPicker
              imageId={imageId}
              scope={scope}
              attempts={attempts.attempts}
              stackId={timeline.events[0]?.stackId}
              onChoose={(id) =>
                void setParams({ stackId: id, event: null, from: null, to: null }, { history: 'push' })
              }
            />
          )}
          <DownloadButton
            label="JSON"
            fileName={`${fileName}.json`}
            type="application/json"
            disabled={isPending}
            text={() => toJson(found.toReversed())}
          />
          <DownloadButton
            label="CSV"
            fileName={`${fileName}.csv`}
            type="text/csv"
            disabled={isPending}
            text={() => toCsv(found.toReversed())}
          />
        </Toolbar>
      </div>
      <div className="flex-1 border-t border-line bg-surface">
        {isPending ? (
          <TimelineSkeleton measure={width[0]} />
        ) : params.view === 'table' ? (
          <EventTable events={found} selectedEventId={params.event} {...shared} />
        ) : (
          <div className="px-2">
            <Timeline
              timeline={timeline}
              groups={groups}
              whole={whole}
              view={view}
              onView={show}
              collapseIdle={collapseIdle}
              now={now}
              causeLine={causeLine}
              selectedEvent={selectedEvent}
              width={width}
              {...shared}
            />
          </div>
        )}
      </div>
      {selectedEvent && selectedSpan && (
        <EventDetails
          event={selectedEvent}
          span={selectedSpan}
          isCause={selectedEvent === cause}
          now={now}
          logHref={logHref}
          onSelect={select}
        />
      )}
      <KeysDialog title="Keyboard shortcuts" open={helpOpen} onOpenChange={setHelpOpen} hints={actions} />
    </>
  )
}
