import { logStreamHref, type NamedScope } from '../addresses'
import { formatAnchor } from '../log-events/anchor'
import type { FindQuery } from '../log-events/find-query'
import type { SearchHit } from './found-log'

/** The log at a hit's line, with the search in its find box. */
export function hitHref(
  log: { imageId: string; logStreamName: string },
  { timestamp, ordinal = 0, line }: Pick<SearchHit, 'timestamp' | 'ordinal' | 'line'>,
  scope: NamedScope,
  { text, matchCase, wholeWord, regularExpression }: FindQuery,
): string {
  return logStreamHref(log.imageId, log.logStreamName, {
    ...scope,
    at: formatAnchor({ timestamp: Date.parse(timestamp), ordinal }),
    line: line > 0 ? String(line + 1) : undefined,
    q: text,
    case: matchCase ? 'true' : undefined,
    word: wholeWord ? 'true' : undefined,
    regex: regularExpression ? 'true' : undefined,
  })
}
