import { firstAtOrAfter, type HeldLog } from './held-log'

/** How much one tab holds: the whole must stay well under 150 MB. */
const mostEvents = 200_000
const mostCharacters = 48_000_000

/**
 * Which events to keep when there are too many: all but a share at the end farther from `eye` (a timestamp),
 * cut between two milliseconds. `undefined`: nothing needs to go.
 */
export function overfull(
  log: HeldLog,
  eye: number | undefined,
  /** What the view has room for, when that is less than this tab holds. */
  most = mostEvents,
): { readonly start: number; readonly end: number } | undefined {
  const count = log.messages.length
  if (count <= Math.min(most, mostEvents) && log.characters <= mostCharacters) return undefined
  // A tenth more than the excess goes, so that not every page that comes has to cut again.
  const perEvent = Math.max(log.characters / count, 1)
  const room = Math.floor(0.9 * Math.min(most, mostEvents, mostCharacters / perEvent))
  const middle = eye === undefined ? count : firstAtOrAfter(log, eye)
  if (middle > count / 2) {
    const start = firstAtOrAfter(log, log.timestamps[Math.min(count - room, middle)] ?? 0)
    return { start, end: count }
  }
  const end = firstAtOrAfter(log, log.timestamps[Math.max(room, middle)] ?? 0)
  return end > middle ? { start: 0, end } : undefined
}
