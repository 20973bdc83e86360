import { plainLines, shapeOf } from '../log-events/display-line'
import type { FindPattern } from '../log-events/find-query'
import { maskAccountIds } from '../mask-account-ids'
import { excerptOf } from './excerpt'
import type { SearchHit } from './found-log'

export type LineHit = Pick<SearchHit, 'line' | 'text' | 'marks'>

/** The lines of a message as they are displayed, account ids masked where they are to be. */
export function linesOfMessage(message: string, mask: boolean): string[] {
  const shown = mask ? maskAccountIds(message) : message
  return shapeOf(shown) === -1 ? plainLines(shown) : [shown]
}

/**
 * The lines of an event that match. Where another engine found the event and none of its lines matches here, its first
 * line stands for it.
 */
export function hitsOfMessage(message: string, pattern: FindPattern, mask: boolean): LineHit[] {
  const lines = linesOfMessage(message, mask)
  const hits = lines.flatMap((text, line) =>
    pattern.test(text) ? [{ line, ...excerptOf(text, pattern.matchesIn(text)) }] : [],
  )
  return hits.length > 0 ? hits : [{ line: 0, ...excerptOf(lines[0] ?? '', []) }]
}
