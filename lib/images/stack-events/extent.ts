import type { Timed } from './boxes'
import type { Stretch } from './idle'
import type { StackTimeline } from './spans'

/**
 * The stretch of time a timeline covers. While something runs there is room ahead of `now`, taken in steps that
 * grow with the build, so that the picture does not creep with every tick of the clock.
 */
export function extentOf(
  timeline: StackTimeline,
  others: readonly Timed[],
  now: number,
): Stretch | undefined {
  const spans = [...(timeline.stack ? [timeline.stack] : []), ...timeline.resources]
  const all: Timed[] = [...spans.flatMap((span) => span.operations), ...others]
  if (all.length === 0) return undefined
  const from = all.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY)
  const to = all.reduce((most, { start, end }) => Math.max(most, end ?? Math.max(start, now)), from)
  if (all.every(({ end }) => end !== undefined)) return { from, to: Math.max(to, from + 1000) }
  const step = 10_000 * 2 ** Math.max(0, Math.floor(Math.log2((to - from + 1) / 160_000)))
  return { from, to: from + Math.ceil((to - from) / step + 0.5) * step }
}
