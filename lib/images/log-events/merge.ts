import type { EventColumns } from './held-log'

/**
 * What was held and what was read again, as one list: every event once, in CloudWatch's order. GetLogEvents gives
 * no event ids and equal lines are legitimate, so events are counted: of each (timestamp, message) the larger
 * number of the two sides is kept. Within a millisecond the fresh order wins; events only held (AWS forgot them,
 * or they lie past the fresh read's end) follow.
 */
export function mergeEvents(held: EventColumns, fresh: EventColumns): EventColumns {
  const timestamps: number[] = []
  const messages: string[] = []
  const put = (side: EventColumns, index: number) => {
    timestamps.push(side.timestamps[index] ?? 0)
    messages.push(side.messages[index] ?? '')
  }
  let h = 0
  let f = 0
  while (h < held.messages.length || f < fresh.messages.length) {
    const time = Math.min(held.timestamps[h] ?? Infinity, fresh.timestamps[f] ?? Infinity)
    const heldEnd = endOfMillisecond(held, h, time)
    const freshEnd = endOfMillisecond(fresh, f, time)
    const spare = countMessages(fresh, f, freshEnd)
    for (; f < freshEnd; f++) put(fresh, f)
    for (; h < heldEnd; h++) {
      const message = held.messages[h] ?? ''
      const left = spare.get(message) ?? 0
      if (left > 0) spare.set(message, left - 1)
      else put(held, h)
    }
  }
  return { timestamps: Float64Array.from(timestamps), messages }
}

/**
 * How many events at `later`'s start repeat the end of `earlier`, all within one millisecond: pages of a burst
 * are said to overlap (https://github.com/boto/boto3/issues/4472). More than 0 proves nothing by itself, as equal
 * lines are legitimate; the millisecond has to be read again to know.
 */
export function possibleOverlap(earlier: EventColumns, later: EventColumns): number {
  const length = earlier.messages.length
  const time = later.timestamps[0]
  if (time === undefined || earlier.timestamps[length - 1] !== time) return 0
  let most = 0
  while (most < length && earlier.timestamps[length - 1 - most] === time) most++
  for (let size = Math.min(most, endOfMillisecond(later, 0, time)); size > 0; size--) {
    let same = true
    for (let i = 0; same && i < size; i++) same = earlier.messages[length - size + i] === later.messages[i]
    if (same) return size
  }
  return 0
}

function endOfMillisecond({ timestamps }: EventColumns, index: number, time: number): number {
  let end = index
  while (end < timestamps.length && timestamps[end] === time) end++
  return end
}

function countMessages({ messages }: EventColumns, start: number, end: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let index = start; index < end; index++) {
    const message = messages[index] ?? ''
    counts.set(message, (counts.get(message) ?? 0) + 1)
  }
  return counts
}
