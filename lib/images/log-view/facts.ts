import { type QueryClient, QueryObserver } from '@tanstack/react-query'
import { causeQuery, outlineQuery } from '../build-log/queries'
import { imageQuery, logStreamsQuery } from '../queries'
import type { StackEvent } from '../schemas'
import { attemptOf } from '../stack-events/attempts'
import { logMarkers } from '../stack-events/log-markers'
import { imageAttemptsQuery, stackEventsQuery } from '../stack-events/queries'
import type { LogViewStore } from './log-view-store'
import { noMarkers } from './select-rows'
import { createSelector } from './selector'
import type { Build, Facts, StackMarkers, ViewState } from './view-state'

/** A finish is seen as soon as a log's reader would look for more lines. */
const whileRunning = 4_000

/** Asks for what is known of the log besides its events, each thing once it is wanted. The answer ends it. */
export function askFacts(store: LogViewStore, client: QueryClient): () => void {
  const { imageId, logStreamName, region, account } = store.getState().stream
  const place = { region, account }
  const image = new QueryObserver(client, {
    ...imageQuery(imageId, place),
    refetchInterval: ({ state }) => state.data?.imageBuildStatus === 'BUILD_IN_PROGRESS' && whileRunning,
    refetchIntervalInBackground: false,
  })
  const streams = new QueryObserver(client, logStreamsQuery(imageId, place))
  const wanting = {
    cause: (enabled: boolean) => ({ ...causeQuery(imageId, place, logStreamName), enabled }),
    outline: (enabled: boolean, running: boolean) => ({
      ...outlineQuery(imageId, logStreamName, place, running),
      enabled,
    }),
    stackEvents: (enabled: boolean, stackId?: string) => ({
      ...stackEventsQuery({ imageId, ...place, stackId }),
      enabled,
    }),
    attempts: (enabled: boolean) => ({ ...imageAttemptsQuery({ imageId, ...place }), enabled }),
  }
  const cause = new QueryObserver(client, wanting.cause(false))
  const outline = new QueryObserver(client, wanting.outline(false, false))
  const newest = new QueryObserver(client, wanting.stackEvents(false))
  const attempts = new QueryObserver(client, wanting.attempts(false))
  const earlier = new QueryObserver(client, wanting.stackEvents(false))

  let wanted = ''
  /** Turns on what state asks for by now. */
  const want = () => {
    const state = store.getState()
    const { running, failed } = state.facts.build
    const markers = state.preferences.stackEvents && state.log.phase === 'open'
    const isEarlier = isOfEarlierStack(state, newest.getCurrentResult().data)
    const stackId = isEarlier ? stackOf(state) : undefined
    const causeWanted = failed && !state.opening.addressed
    const next = JSON.stringify([causeWanted, state.outlineDue, running, markers, isEarlier, stackId])
    if (next === wanted) return
    wanted = next
    cause.setOptions(wanting.cause(causeWanted))
    outline.setOptions(wanting.outline(state.outlineDue, running))
    newest.setOptions(wanting.stackEvents(markers))
    attempts.setOptions(wanting.attempts(markers && isEarlier))
    earlier.setOptions(wanting.stackEvents(markers && stackId !== undefined, stackId))
  }
  const stackOf = ({ log }: ViewState) =>
    attemptOf(attempts.getCurrentResult().data?.attempts ?? [], log.held.timestamps.at(-1) ?? 0)?.stackId

  const markersOf = (state: ViewState): StackMarkers => {
    const isEarlier = isOfEarlierStack(state, newest.getCurrentResult().data)
    const stackId = isEarlier ? stackOf(state) : undefined
    const events = isEarlier ? stackId && earlier.getCurrentResult().data : newest.getCurrentResult().data
    if (!state.preferences.stackEvents || !events) return noMarkers
    return markersFrom({ events, stackId })
  }
  const learn = () => {
    const state = store.getState()
    const facts: Facts = {
      build: buildFrom(image.getCurrentResult()),
      cause: state.opening.addressed ? unknown : causeFrom(cause.getCurrentResult()),
      outline: outline.getCurrentResult().data,
      stream: streams.getCurrentResult().data?.find((one) => one.logStreamName === logStreamName),
      markers: markersOf(state),
    }
    const { facts: known } = state
    const isSame = (Object.keys(facts) as (keyof Facts)[]).every((name) => facts[name] === known[name])
    if (!isSame) store.change({ facts })
  }
  const buildFrom = createSelector(
    [
      ({ data, isError }: { data?: { imageBuildStatus: string } | undefined; isError: boolean }) =>
        data !== undefined || isError,
      ({ data }) => data?.imageBuildStatus,
    ],
    (known, status): Build => ({
      known,
      running: status === 'BUILD_IN_PROGRESS',
      failed: status === 'BUILD_FAILED',
    }),
  )
  const causeFrom = createSelector(
    [({ data }: ReturnType<typeof cause.getCurrentResult>) => data, ({ isError }) => isError],
    (data, isError): Facts['cause'] => {
      const line = data?.cause?.lines.find((quoted) => quoted.at)
      return {
        known: data !== undefined || isError,
        place: line?.at && { ...line.at, line: line.line ?? 0 },
      }
    },
  )
  const markersFrom = createSelector(
    [({ events }: { events: StackEvent[]; stackId: string | undefined }) => events, ({ stackId }) => stackId],
    (all, stackId): StackMarkers => {
      const events = logMarkers(all)
      return { events, times: events.map(({ timestamp }) => Date.parse(timestamp)), stackId }
    },
  )

  const observers = [image, streams, cause, outline, newest, attempts, earlier]
  const update = () => {
    learn()
    want()
  }
  const leave = [...observers.map((observer) => observer.subscribe(update)), store.subscribe(update)]
  update()
  return () => {
    for (const stop of leave) stop()
  }
}

const unknown: Facts['cause'] = { known: false, place: undefined }

/** The image was built again since: this log belongs to an earlier stack of the name. */
function isOfEarlierStack({ log }: ViewState, newest: readonly StackEvent[] | undefined): boolean {
  const [begun, last] = [newest?.at(-1)?.timestamp, log.held.timestamps.at(-1)]
  return begun !== undefined && last !== undefined && Date.parse(begun) > last
}
