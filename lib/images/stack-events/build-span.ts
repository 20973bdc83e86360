import { buildDuration, buildState, startOf } from '../build-state'
import type { ImageInfoSummary } from '../schemas'
import type { Box } from './boxes'
import { boxesOf, type Timed } from './boxes'
import { clockScale } from './clock-scale'
import type { SpanState } from './spans'

/** An image's build as a single span: what a list knows of it, which is when it began and ended, and how. */
export interface BuildSpan extends Timed {
  state: SpanState | 'warning'
}

const STATES = {
  good: 'complete',
  failed: 'failed',
  cancelled: 'cancelled',
  running: 'running',
  warning: 'warning',
  gone: 'skipped',
} as const

type Facts = Pick<
  ImageInfoSummary,
  'creationTime' | 'completionTime' | 'imageBuildStatus' | 'cloudformationStackStatus' | 'ec2AmiInfo'
>

/** Undefined when AWS no longer tells how long it took. A running build has no end. */
export function buildSpan(image: Facts, now: number): BuildSpan | undefined {
  const started = startOf(image)
  const length = buildDuration(image, now)
  if (started === undefined || length === undefined) return undefined
  const start = Date.parse(started)
  const state = STATES[buildState(image).kind]
  return image.completionTime === undefined ? { state, start } : { state, start, end: start + length }
}

/** The span drawn from the left edge on a clock as long as the `longest` of a list: lengths that can be compared. */
export function comparedBox(
  span: BuildSpan,
  longest: number,
  width: number,
  now: number,
): Box<BuildSpan> | undefined {
  const scale = clockScale({ from: span.start, to: span.start + Math.max(1, longest) }, width)
  return boxesOf([span], scale, now, ({ state }) => state)[0]
}
