import { type AnchorRange, compareAnchors } from './anchor'
import { firstAtOrAfter, type HeldLog, indexOfAnchor } from './held-log'

/**
 * The held events that `at=` names, as indexes, both included; of a range, the part that is held.
 * `exact` is false when a single event is not there and its nearest stands for it.
 */
export function markedIn(
  held: HeldLog,
  at: AnchorRange,
): { from: number; to: number; exact: boolean } | undefined {
  if (held.messages.length <= held.withheld) return undefined
  if (compareAnchors(at.from, at.to) === 0) {
    const { index, exact } = indexOfAnchor(held, at.from)
    return { from: index, to: index, exact }
  }
  const from = Math.max(held.withheld, firstAtOrAfter(held, at.from.timestamp) + at.from.ordinal)
  const afterLast = firstAtOrAfter(held, at.to.timestamp + 1)
  const to = Math.min(firstAtOrAfter(held, at.to.timestamp) + at.to.ordinal, afterLast - 1)
  return from <= to ? { from, to, exact: true } : undefined
}
