import type { FindQuery } from '../log-events/find-query'

/** What is looked for in many builds, as the page's address says it. */
export type SearchQuestion = FindQuery & {
  /** Only images whose ids hold this text; '' for all. */
  readonly image: string
  /** How far back; undefined for as far as anything is kept. */
  readonly days: number | undefined
}

/** The question as our API's parameters: times relative to now, what is not asked left out. */
export function searchParamsOf({
  text,
  matchCase,
  wholeWord,
  regularExpression,
  image,
  days,
}: SearchQuestion) {
  return {
    q: text,
    matchCase: matchCase || undefined,
    wholeWord: wholeWord || undefined,
    regularExpression: regularExpression || undefined,
    image: image || undefined,
    startTime: days === undefined ? undefined : `now-${days}d`,
  }
}
