import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs'

/** How far back; `all` is as far as anything is kept. */
export const periods = { '1d': 1, '7d': 7, '30d': 30, '90d': 90, all: undefined } as const
export type Period = keyof typeof periods

/** The page's state as its address holds it; what cannot be read counts as absent. */
export const searchView = {
  text: parseAsString.withDefault(''),
  case: parseAsBoolean.withDefault(false),
  word: parseAsBoolean.withDefault(false),
  regex: parseAsBoolean.withDefault(false),
  image: parseAsString.withDefault(''),
  /** The queries of Logs Insights whose results are shown. */
  query: parseAsArrayOf(parseAsString).withDefault([]),
  since: parseAsStringLiteral(Object.keys(periods) as Period[]).withDefault('30d'),
}
