import { plainLines } from './display-line'
import type { HeldLog } from './held-log'

/** A run of events that all show the same line. */
export type Repeats = {
  /** How many events it is. */
  readonly count: number
  /** One row stands for all of them. */
  readonly folded: boolean
}

/** Splitting a longer message again and again would cost more than its repeats do. */
const longestCompared = 100_000

/** Fewer stand as they are. */
export const leastRepeats = 3

/** The end (excluded) of the run of events before `limit` that show the same single line as the one at `start`. */
export function endOfRepeats(log: HeldLog, start: number, limit: number): number {
  let end = start + 1
  while (end < limit && sameLine(log, end - 1, end)) end++
  return end
}

/** Whether an event is hidden when repeats are folded: it says again what the event before it said. */
export function isRepeat(log: HeldLog, event: number): boolean {
  if (event <= log.withheld || !sameLine(log, event - 1, event)) return false
  const { length } = log.messages
  const twoBefore = event - 2 >= log.withheld && sameLine(log, event - 2, event - 1)
  return twoBefore || (event + 1 < length && sameLine(log, event, event + 1))
}

/** Whether two events, side by side, show the same single line. */
export function sameLine({ shapes, messages }: HeldLog, a: number, b: number): boolean {
  const [shapeA = -1, shapeB = -1] = [shapes[a], shapes[b]]
  if (shapeA >= 0 && shapeB >= 0) return shapeA === shapeB && messages[a] === messages[b]
  // Progress that rewrote its line differently but ended the same is the same line.
  const [textA, textB] = [onlyLine(messages[a] ?? ''), onlyLine(messages[b] ?? '')]
  return textA !== undefined && textA === textB
}

function onlyLine(message: string): string | undefined {
  if (message.length > longestCompared) return undefined
  const lines = plainLines(message)
  return lines.length === 1 ? lines[0] : undefined
}
