import type { ClockScale } from './clock-scale'
import type { Stretch } from './idle'

/** What zooming in steps may be wrong by: times are milliseconds, their sums are not whole. */
const SLACK_MS = 1

/**
 * What is drawn so that `view` can be moved about without drawing anew: the view and `margin` times its length on
 * both sides, as far as there is anything.
 */
export function worldOf(view: Stretch, whole: Stretch, margin: number): Stretch {
  const length = view.to - view.from
  return {
    from: Math.max(whole.from, view.from - length * margin),
    to: Math.min(whole.to, view.to + length * margin),
  }
}

/** Where a world lies behind the window that shows `view`: both in shares of the window's width. */
export interface WorldPlace {
  left: number
  width: number
}

export function placeOf(world: ClockScale, view: Stretch): WorldPlace {
  const from = world.x(view.from)
  const shown = world.x(view.to) - from
  return { left: -from / shown, width: world.width / shown }
}

/** The time at a share of the window's width. */
export function timeIn(world: ClockScale, place: WorldPlace, share: number): number {
  return world.timeAt(((share - place.left) / place.width) * world.width)
}

/** Whether a drawn world serves for `next`: nothing missing at its edges, nothing drawn too coarsely. */
export function isServed(world: Stretch, drawnFor: Stretch, next: Stretch): boolean {
  const ratio = (next.to - next.from) / (drawnFor.to - drawnFor.from)
  return ratio > 0.4 && ratio < 2.5 && next.from > world.from - SLACK_MS && next.to < world.to + SLACK_MS
}
