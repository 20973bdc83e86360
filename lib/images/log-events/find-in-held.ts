import { plainLines } from './display-line'
import { matchesIn } from './find-query'
import { anchorOf, type HeldLog, indexOfAnchor } from './held-log'

/** Matching lines among the held events, in order: the event's index and which of its lines. */
export type HeldHits = { readonly count: number; readonly event: Int32Array; readonly line: Int32Array }

export const noHits: HeldHits = { count: 0, event: new Int32Array(0), line: new Int32Array(0) }

/**
 * Looks through all held events that are in view. A hit is a displayed line, however often it matches.
 * `known` is the same question's answer for an earlier state of the log: only what was added since is read.
 */
export function findInHeld(
  log: HeldLog,
  pattern: RegExp,
  known?: { log: HeldLog; hits: HeldHits },
): HeldHits {
  const total = log.messages.length
  const reuse = known && overlapOf(known.log, log)
  if (!known || !reuse) return toHits(scan(log, pattern, log.withheld, total))
  const before = scan(log, pattern, log.withheld, reuse.start)
  const after = scan(log, pattern, reuse.end, total)
  const { hits } = known
  for (let index = 0; index < hits.count; index++) {
    before.events.push((hits.event[index] ?? 0) + reuse.shift)
    before.lines.push(hits.line[index] ?? 0)
  }
  return toHits({ events: before.events.concat(after.events), lines: before.lines.concat(after.lines) })
}

type Found = { events: number[]; lines: number[] }

const toHits = ({ events, lines }: Found): HeldHits => ({
  count: events.length,
  event: Int32Array.from(events),
  line: Int32Array.from(lines),
})

function scan(log: HeldLog, pattern: RegExp, start: number, end: number): Found {
  const found: Found = { events: [], lines: [] }
  for (let event = start; event < end; event++) {
    const message = log.messages[event] ?? ''
    if ((log.shapes[event] ?? -1) >= 0) {
      if (!matches(message, pattern)) continue
      found.events.push(event)
      found.lines.push(0)
      continue
    }
    plainLines(message).forEach((text, line) => {
      if (!matches(text, pattern)) return
      found.events.push(event)
      found.lines.push(line)
    })
  }
  return found
}

function matches(text: string, pattern: RegExp): boolean {
  pattern.lastIndex = 0
  if (!pattern.test(text)) return false
  return pattern.lastIndex > 0 || matchesIn(text, pattern).length > 0
}

/** Where an earlier state's visible events lie in a later one, if they all still lie there side by side. */
function overlapOf(before: HeldLog, after: HeldLog) {
  const count = before.messages.length - before.withheld
  if (count === 0) return undefined
  const start = indexOfAnchor(after, anchorOf(before, before.withheld)).index
  const shift = start - before.withheld
  const same = (index: number) =>
    after.timestamps[index + shift] === before.timestamps[index] &&
    after.messages[index + shift] === before.messages[index]
  const last = before.messages.length - 1
  if (!same(before.withheld) || !same(last) || !same((before.withheld + last) >>> 1)) return undefined
  return { start, end: start + count, shift }
}

/** The number of the first hit at or after a line; `count` when there is none. */
export function firstHitFrom(hits: HeldHits, event: number, line: number): number {
  let low = 0
  let high = hits.count
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = hits.event[middle] ?? 0
    if (at < event || (at === event && (hits.line[middle] ?? 0) < line)) low = middle + 1
    else high = middle
  }
  return low
}
