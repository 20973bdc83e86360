import type { EventColumns, HeldLog } from './held-log'

/** Silence worth a row of its own, in milliseconds. */
export const leastSilence = 60_000

/** How long nothing was written before the event at `index`, in milliseconds; 0 where the log begins. */
export function silenceBefore({ timestamps }: EventColumns, index: number): number {
  return index === 0 ? 0 : (timestamps[index] ?? 0) - (timestamps[index - 1] ?? 0)
}

/**
 * The nearest event that follows a silence, beyond the event at `from` in one direction; `undefined` when no
 * other is held. From `-1` forwards finds the first one.
 */
export function silenceFrom(held: HeldLog, from: number, direction: 1 | -1): number | undefined {
  const last = held.messages.length - 1
  // Before the first event in view nothing is known, so it follows no silence.
  const first = held.withheld + 1
  let event = direction === 1 ? Math.max(from + 1, first) : Math.min(from - 1, last)
  for (; event >= first && event <= last; event += direction) {
    if (silenceBefore(held, event) >= leastSilence) return event
  }
  return undefined
}
