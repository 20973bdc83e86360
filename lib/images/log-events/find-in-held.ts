import { plainLines } from './display-line'
import type { FindPattern } from './find-query'
import type { HeldLog } from './held-log'
import { sharedStretch } from './shared-stretch'

/** Matching lines among the held events, in order: the event's index and which of its lines. */
export type HeldHits = { readonly count: number; readonly event: Int32Array; readonly line: Int32Array }

export const noHits: HeldHits = { count: 0, event: new Int32Array(0), line: new Int32Array(0) }

/**
 * Looks through all held events that are in view. A hit is a displayed line, however often it matches.
 * `known` is the same question's answer for an earlier state of the log: only what was added since is read.
 */
export function findInHeld(
  log: HeldLog,
  pattern: FindPattern,
  known?: { log: HeldLog; hits: HeldHits },
): HeldHits {
  const total = log.messages.length
  const kept = known && sharedStretch(known.log, log)
  if (!known || !kept) return toHits(scan(log, pattern, log.withheld, total))
  const before = scan(log, pattern, log.withheld, kept.from)
  const after = scan(log, pattern, kept.to, total)
  const { hits } = known
  const end = firstHitFrom(hits, kept.to - kept.shift, 0)
  for (let hit = firstHitFrom(hits, kept.from - kept.shift, 0); hit < end; hit++) {
    before.events.push((hits.event[hit] ?? 0) + kept.shift)
    before.lines.push(hits.line[hit] ?? 0)
  }
  return toHits({ events: before.events.concat(after.events), lines: before.lines.concat(after.lines) })
}

type Found = { events: number[]; lines: number[] }

const toHits = ({ events, lines }: Found): HeldHits => ({
  count: events.length,
  event: Int32Array.from(events),
  line: Int32Array.from(lines),
})

function scan(log: HeldLog, pattern: FindPattern, start: number, end: number): Found {
  const found: Found = { events: [], lines: [] }
  for (let event = start; event < end; event++) {
    const message = log.messages[event] ?? ''
    if ((log.shapes[event] ?? -1) >= 0) {
      if (!pattern.test(message)) continue
      found.events.push(event)
      found.lines.push(0)
      continue
    }
    plainLines(message).forEach((text, line) => {
      if (!pattern.test(text)) return
      found.events.push(event)
      found.lines.push(line)
    })
  }
  return found
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
