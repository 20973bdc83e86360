import { type AnchorRange, compareAnchors } from './anchor'
import { firstAtOrAfter, type HeldLog, indexOfAnchor } from './held-log'

/** What the address marks, as indexes in the held log, both included. */
export type Marked = {
  readonly from: number
  readonly to: number
  /** The one line of the event that is meant; absent: all of them. */
  readonly line: number | undefined
  /** False when a single event is not there and its nearest stands for it. */
  readonly exact: boolean
  /** False when the range goes on beyond what is held. */
  readonly whole: boolean
}

/** The held events that `at=` names; of a range, the part that is held. */
export function markedIn(held: HeldLog, at: AnchorRange, line?: number | null): Marked | undefined {
  const count = held.messages.length
  if (count <= held.withheld) return undefined
  if (compareAnchors(at.from, at.to) === 0) {
    const { index, exact } = indexOfAnchor(held, at.from)
    return { from: index, to: index, line: exact ? (line ?? undefined) : undefined, exact, whole: true }
  }
  const from = Math.max(held.withheld, firstAtOrAfter(held, at.from.timestamp) + at.from.ordinal)
  const afterLast = firstAtOrAfter(held, at.to.timestamp + 1)
  const to = Math.min(firstAtOrAfter(held, at.to.timestamp) + at.to.ordinal, afterLast - 1)
  if (from > to) return undefined
  const begins = (held.timestamps[held.withheld] ?? Infinity) <= at.from.timestamp
  const ends = (held.timestamps.at(-1) ?? -Infinity) >= at.to.timestamp
  return { from, to, line: undefined, exact: true, whole: begins && ends }
}
