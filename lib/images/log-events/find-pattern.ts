import { type FindPattern, type FindQuery, plainText } from './find-query'
import { linearExpression } from './linear-expression'

/**
 * `null` when there is nothing to look for; a sentence when the regular expression cannot be read, or not in linear
 * time. A person's expression is RE2's, which no expression and no line can keep busy for ever. Where a page is drawn
 * it is not to be imported: the engine is large, and even linear time can be long.
 */
export function findPattern(query: FindQuery): FindPattern | null | string {
  if (query.text === '') return null
  return query.regularExpression ? linearExpression(query) : plainText(query)
}
