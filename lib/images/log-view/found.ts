import { findInHeld, firstHitFrom, type HeldHits, noHits } from '../log-events/find-in-held'
import { type FindPattern, type FindQuery, plainText } from '../log-events/find-query'
import { anchorOf, type HeldLog, indexOfAnchor } from '../log-events/held-log'
import type { StreamHit } from '../log-events/search-stream'

/** What find found among the held lines. */
export type Found = {
  readonly query: FindQuery
  readonly pattern: FindPattern | null
  /** Why the regular expression cannot be read. */
  readonly problem: string | undefined
  /** The expression's lines are still being looked for: until then those of the last one stand. */
  readonly waiting: boolean
  readonly held: HeldLog
  readonly hits: HeldHits
  /** What the hits of an expression were made of. */
  readonly told: Told | undefined
}

/** What was told about an expression: see expression.ts. */
export type Told = {
  readonly query: FindQuery
  /** Of the lines that match; a sentence when the expression cannot be read. */
  readonly pattern: FindPattern | string
  /** Every line of it was looked at. */
  readonly held: HeldLog
}

/** Every hit among the held lines, kept up as the log grows: only what came is looked through. */
export function nextFound(
  before: Found | undefined,
  held: HeldLog,
  query: FindQuery,
  told: Told | undefined,
): Found {
  const isExpression = isExpressionQuery(query)
  if (before?.query === query && before.held === held && (!isExpression || before.told === told))
    return before
  if (query.text === '') return { ...nothing, query, held }
  if (isExpression) return foundByExpression(before, held, query, told)
  const same = before?.query === query && before.pattern !== null
  const pattern = same ? before.pattern : plainText(query)
  const known = same ? { log: before.held, hits: before.hits } : undefined
  return { ...nothing, query, pattern, held, hits: findInHeld(held, pattern, known) }
}

export const isExpressionQuery = ({ regularExpression, text }: FindQuery) => regularExpression && text !== ''

const nothing = { pattern: null, problem: undefined, waiting: false, hits: noHits, told: undefined }

function foundByExpression(
  before: Found | undefined,
  held: HeldLog,
  query: FindQuery,
  told: Told | undefined,
): Found {
  const isNothingTold = told?.held.messages.length === 0 && held.messages.length > 0
  const waiting = told?.query !== query || isNothingTold
  if (typeof told?.pattern === 'string') {
    const problem = waiting ? undefined : told.pattern
    return { ...nothing, query, problem, waiting, held, pattern: waiting ? noLine : null, told }
  }
  const pattern = told?.pattern ?? noLine
  const last = before?.told
  // Hits among lines that had all been looked at stay.
  const known =
    before && last && last.query === told?.query && last.held === before.held
      ? { log: before.held, hits: before.hits }
      : undefined
  return { ...nothing, query, pattern, waiting, held, hits: findInHeld(held, pattern, known), told }
}

const noLine: FindPattern = { test: () => false, matchesIn: () => [] }

export const hitAt = ({ held, hits }: Found, number: number): StreamHit => ({
  anchor: anchorOf(held, hits.event[number] ?? 0),
  line: hits.line[number] ?? 0,
})

/** The hit's number among those held, or -1. */
export function numberOfHit({ held, hits }: Found, hit: StreamHit | undefined): number {
  if (!hit) return -1
  const { index, exact } = indexOfAnchor(held, hit.anchor)
  if (!exact) return -1
  const number = firstHitFrom(hits, index, hit.line)
  return hits.event[number] === index && hits.line[number] === hit.line ? number : -1
}
