import type { ClockScale } from './clock-scale'

/** Anything with a place on the clock; no end means until now. */
export interface Timed {
  start: number
  end?: number
}

export interface Box<T> {
  /** The first of what is drawn here. */
  of: T
  /** How many were too close together to tell apart and are drawn as one. */
  count: number
  /** Pixels, inside the chart. */
  x: number
  width: number
  /** Whether it goes on beyond the chart's edge. */
  cutLeft: boolean
  cutRight: boolean
}

/**
 * Where spans are drawn. What lies outside the view is left out and neighbours of one `look` less than
 * `least` pixels apart become one box, so that a row never costs more than its width can show.
 */
export function boxesOf<T extends Timed>(
  spans: readonly T[],
  scale: ClockScale,
  now: number,
  look: (span: T) => string,
  least = 2,
): Box<T>[] {
  const boxes: Box<T>[] = []
  for (const span of spans) {
    const from = span.start
    const to = Math.max(from, span.end ?? now)
    if (to < scale.view.from || from > scale.view.to) continue
    const left = Math.max(0, scale.x(Math.max(from, scale.view.from)))
    const right = Math.min(scale.width, scale.x(Math.min(to, scale.view.to)))
    const last = boxes.at(-1)
    if (
      last &&
      look(last.of) === look(span) &&
      right - last.x < least * 2 &&
      left - last.x - last.width < least
    ) {
      last.width = Math.max(last.width, right - last.x)
      last.count += 1
      continue
    }
    boxes.push({
      of: span,
      count: 1,
      x: left,
      width: right - left,
      cutLeft: from < scale.view.from,
      cutRight: to > scale.view.to,
    })
  }
  return boxes
}
