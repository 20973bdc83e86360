import { scaleUtc } from 'd3-scale'
import type { Stretch } from './idle'

/** An idle stretch is drawn at most this wide when collapsed. */
export const COLLAPSED_PX = 56

export interface ClockScale {
  /** The time drawn, epoch milliseconds. */
  view: Stretch
  width: number
  x(time: number): number
  /** The time at a place, the inverse of `x`. */
  timeAt(x: number): number
  /** The stretches drawn narrower than they are. */
  collapsed: Stretch[]
  /** Round times about `apart` pixels from one another, none inside a collapsed stretch. */
  ticks(apart: number): number[]
}

/**
 * Time to pixels: linear, except that the stretches in `idle` are drawn COLLAPSED_PX wide and what that saves
 * is shared by the rest. A stretch that would be drawn wider by it than without stays as it is.
 */
export function clockScale(view: Stretch, width: number, idle: readonly Stretch[] = []): ClockScale {
  const collapsed = clip(idle, view).filter(
    ({ from, to }) => ((to - from) / (view.to - view.from)) * width > COLLAPSED_PX,
  )
  const idleTime = collapsed.reduce((sum, { from, to }) => sum + to - from, 0)
  const busyTime = view.to - view.from - idleTime
  const busyWidth = width - collapsed.length * COLLAPSED_PX
  // Nothing but idleness in view, or no room for it: there is nothing to gain.
  if (collapsed.length > 0 && (busyTime <= 0 || busyWidth <= 0)) return clockScale(view, width)

  const domain = [view.from]
  const range = [0]
  let x = 0
  let time = view.from
  for (const { from, to } of collapsed) {
    x += ((from - time) / busyTime) * busyWidth
    if (from > time) push(domain, range, from, x)
    x += COLLAPSED_PX
    push(domain, range, to, x)
    time = to
  }
  if (time < view.to) push(domain, range, view.to, width)

  const scale = scaleUtc().domain(domain).range(range)
  return {
    view,
    width,
    collapsed,
    x: (value) => scale(value),
    timeAt: (place) => scale.invert(place).getTime(),
    ticks: (apart) => ticks(scale, collapsed, width, apart),
  }
}

function push(domain: number[], range: number[], time: number, x: number) {
  domain.push(time)
  range.push(x)
}

function clip(stretches: readonly Stretch[], view: Stretch): Stretch[] {
  return stretches
    .map(({ from, to }) => ({ from: Math.max(from, view.from), to: Math.min(to, view.to) }))
    .filter(({ from, to }) => to > from)
}

function ticks(
  scale: ReturnType<typeof scaleUtc<number, number>>,
  collapsed: readonly Stretch[],
  width: number,
  apart: number,
): number[] {
  const wanted = Math.max(2, Math.floor(width / apart))
  // Collapsing makes the remaining time wider than its share: ask for as many more, then thin out by place.
  const [from = 0, to = 0] = [scale.domain()[0]?.getTime(), scale.domain().at(-1)?.getTime()]
  const idle = collapsed.reduce((sum, stretch) => sum + stretch.to - stretch.from, 0)
  const count = Math.min(2000, Math.round((wanted * (to - from)) / Math.max(1, to - from - idle)))
  const kept: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const tick of scale.ticks(count)) {
    const time = tick.getTime()
    const x = scale(tick)
    if (x - last < apart * 0.75 || collapsed.some((stretch) => time > stretch.from && time < stretch.to))
      continue
    kept.push(time)
    last = x
  }
  return kept
}
