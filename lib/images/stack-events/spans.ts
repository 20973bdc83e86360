import type { StackEvent } from '../schemas'
import { inOrder, isStackItself } from './order'
import { isCancellation } from './root-cause'
import { readStatus } from './status'

/** unfinished: the stack came to its end and the operation never said how it ended itself. */
export type SpanState = 'running' | 'complete' | 'failed' | 'cancelled' | 'skipped' | 'unfinished' | 'unknown'

/** A stretch of one status, from the event that reported it until the next one. */
export interface StatusSegment {
  event: StackEvent
  /** Epoch milliseconds. */
  start: number
  /** Absent while it lasts. */
  end?: number
}

/** One operation on one resource: from its first IN_PROGRESS to its COMPLETE or FAILED. */
export interface OperationSpan {
  /** CREATE, DELETE, ROLLBACK, … */
  operation: string
  state: SpanState
  /** The status last reported. */
  resourceStatus: string
  start: number
  /** Absent while it runs. */
  end?: number
  /** The stretches in progress, oldest first; none when only the end was ever reported. */
  segments: StatusSegment[]
  /** The event that ended it. */
  endedBy?: StackEvent
}

export interface ResourceSpan {
  /** Unique in a timeline. */
  key: string
  logicalResourceId: string
  resourceType: string
  /** The last one reported; empty when there never was one. */
  physicalResourceId: string
  operations: [OperationSpan, ...OperationSpan[]]
  /** Oldest first. */
  events: [StackEvent, ...StackEvent[]]
}

export interface StackTimeline {
  /** The stack itself; absent when none of its own events is held. */
  stack?: ResourceSpan
  /** In order of creation. */
  resources: ResourceSpan[]
  /** Every event once, oldest first. */
  events: StackEvent[]
}

/** Derives what is drawn. Running spans have no end: they grow with whatever clock they are drawn by. */
export function deriveTimeline(events: readonly StackEvent[]): StackTimeline {
  const ordered = inOrder(events)
  const groups = new Map<string, [StackEvent, ...StackEvent[]]>()
  for (const event of ordered) {
    const key = isStackItself(event) ? event.stackId : `${event.stackId} ${event.logicalResourceId}`
    const group = groups.get(key)
    if (group) group.push(event)
    else groups.set(key, [event])
  }
  const stackEnds = ordered
    .filter((event) => isStackItself(event) && readStatus(event.resourceStatus).phase !== 'inProgress')
    .map((event) => Date.parse(event.timestamp))
  const spans = [...groups].flatMap(([key, group]) => resourceSpan(key, group, stackEnds) ?? [])
  const stack = spans.find((span) => isStackItself(span.events[0]))
  return { ...(stack && { stack }), resources: spans.filter((span) => span !== stack), events: ordered }
}

function resourceSpan(
  key: string,
  events: [StackEvent, ...StackEvent[]],
  stackEnds: readonly number[],
): ResourceSpan | undefined {
  const [first, ...more] = operationSpans(events).map((span) => settle(span, stackEnds))
  if (!first) return undefined
  const { logicalResourceId, resourceType } = events[0]
  const physicalResourceId = events.findLast((event) => event.physicalResourceId)?.physicalResourceId ?? ''
  return { key, logicalResourceId, resourceType, physicalResourceId, operations: [first, ...more], events }
}

function operationSpans(events: readonly StackEvent[]): OperationSpan[] {
  const spans: OperationSpan[] = []
  for (const event of events) {
    const time = Date.parse(event.timestamp)
    const { operation, phase } = readStatus(event.resourceStatus)
    const open = spans.at(-1)
    const running = open?.state === 'running' ? open : undefined
    const continues = running && (running.operation === operation || phase === 'unknown')

    if (running && !continues) close(running, time, 'unfinished')
    if (phase === 'inProgress') {
      if (running && continues) proceed(running, event, time)
      else spans.push(begin(operation, event, time))
      continue
    }
    const state = phase === 'failed' && isCancellation(event) ? 'cancelled' : phase
    if (running && continues && phase === 'unknown') proceed(running, event, time)
    else if (running && continues) close(running, time, state, event)
    else spans.push(instant(operation, event, time, state))
  }
  return spans
}

function begin(operation: string, event: StackEvent, start: number): OperationSpan {
  const { resourceStatus } = event
  return { operation, state: 'running', resourceStatus, start, segments: [{ event, start }] }
}

function instant(operation: string, event: StackEvent, time: number, state: SpanState): OperationSpan {
  const { resourceStatus } = event
  return { operation, state, resourceStatus, start: time, end: time, segments: [], endedBy: event }
}

function proceed(span: OperationSpan, event: StackEvent, time: number) {
  const last = span.segments.at(-1)
  if (last) last.end = time
  span.segments.push({ event, start: time })
  span.resourceStatus = event.resourceStatus
}

function close(span: OperationSpan, time: number, state: SpanState, endedBy?: StackEvent) {
  const last = span.segments.at(-1)
  if (last) last.end = time
  span.end = time
  span.state = state
  if (!endedBy) return
  span.endedBy = endedBy
  span.resourceStatus = endedBy.resourceStatus
}

/** Nothing goes on after the stack's end: an operation that never reported its own ends there. */
function settle(span: OperationSpan, stackEnds: readonly number[]): OperationSpan {
  if (span.state !== 'running') return span
  const since = span.segments.at(-1)?.start ?? span.start
  const stackEnd = stackEnds.find((end) => end >= since)
  if (stackEnd !== undefined) close(span, stackEnd, 'unfinished')
  return span
}
