import type { Stretch } from './idle'

/** No closer than this: CloudFormation's clock has milliseconds, its events have seconds between them. */
const CLOSEST_MS = 1000

/** Zooms by `factor` (0.5 shows half as much) so that `anchor` keeps its share of the view. */
export function zoomed(view: Stretch, whole: Stretch, factor: number, anchor: number): Stretch {
  const length = view.to - view.from
  const next = Math.min(whole.to - whole.from, Math.max(CLOSEST_MS, length * factor))
  const share = length > 0 ? (anchor - view.from) / length : 0.5
  return within({ from: anchor - next * share, to: anchor + next * (1 - share) }, whole)
}

export function panned(view: Stretch, whole: Stretch, by: number): Stretch {
  return within({ from: view.from + by, to: view.to + by }, whole)
}

/** Moved, and if need be shortened, so as to lie inside `whole`. */
export function within(view: Stretch, whole: Stretch): Stretch {
  const length = Math.min(view.to - view.from, whole.to - whole.from)
  const from = Math.min(Math.max(view.from, whole.from), whole.to - length)
  return { from, to: from + length }
}

/** Whether the view shows everything, give or take what a pixel cannot show. */
export function isWhole(view: Stretch, whole: Stretch): boolean {
  const slack = (whole.to - whole.from) / 1000
  return view.from - whole.from <= slack && whole.to - view.to <= slack
}
