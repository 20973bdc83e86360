import { formatDuration } from '../time-format'
import type { OperationSpan, ResourceSpan } from './spans'

/** The operation a resource's row is about: its latest. */
export function headline(span: ResourceSpan): OperationSpan {
  return span.operations.at(-1) ?? span.operations[0]
}

/** The operation a stack was made by: not the review of a change set before it. */
export function makingOf(span: ResourceSpan): OperationSpan {
  return span.operations.find(({ operation }) => operation !== 'REVIEW') ?? span.operations[0]
}

/** Milliseconds; a running operation's grows with `now`. */
export function lengthOf(span: { start: number; end?: number }, now: number): number {
  return Math.max(0, (span.end ?? now) - span.start)
}

/** `ParallelClusterImage: CREATE_FAILED, 12 min 1 s`. */
export function spanName(span: ResourceSpan, now: number): string {
  const { resourceStatus, ...operation } = headline(span)
  return `${span.logicalResourceId}: ${resourceStatus}, ${formatDuration(lengthOf(operation, now))}`
}
