import type { FindQuery } from '../log-events/find-query'

/** AWS gives at most so many rows of a query. */
export const mostRows = 10_000

/**
 * The query in Logs Insights' language that finds what is looked for. Everything becomes a regular expression, since only
 * that can leave letter case out of account.
 * @param limit how many rows, 1 to 10,000
 */
export function insightsQueryOf(query: FindQuery, limit: number): string {
  return [
    'fields @timestamp, @log, @logStream, @message',
    `filter @message like /${expressionOf(query)}/`,
    'sort @timestamp desc',
    `limit ${limit}`,
  ].join('\n| ')
}

function expressionOf({ text, matchCase, wholeWord, regularExpression }: FindQuery): string {
  const source = regularExpression ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const whole = wholeWord ? `(?:^|[^A-Za-z0-9_])(?:${source})(?:$|[^A-Za-z0-9_])` : source
  return (matchCase ? '' : '(?i)') + withSlashesEscaped(whole)
}

/** A slash would end the expression; one that is escaped already stays as it is. */
const withSlashesEscaped = (source: string) =>
  source.replace(/\\[\s\S]|\//g, (found) => (found === '/' ? '\\/' : found))
