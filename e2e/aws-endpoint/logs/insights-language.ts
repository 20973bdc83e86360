import { AwsError } from '../wire/aws-error'

/** A query as it is run: which fields a row shows, which events are in it, in which order, and how many. */
export type InsightsQuery = {
  fields: string[]
  filters: Filter[]
  sort: { field: string; descending: boolean } | undefined
  limit: number | undefined
}

export type Fields = Record<string, string>
type Filter = (fields: Fields) => boolean

const mostRows = 10_000

/**
 * Reads the part of Logs Insights' language that is needed here: `fields` and `display`, `filter` with `like`, `not like`,
 * `=~`, `=` and `!=` joined by `and`, `sort`, `limit`. Everything else is refused, as AWS refuses what it cannot read:
 * a command that is silently left out would answer another question.
 * @throws AwsError MalformedQueryException
 */
export function parseInsightsQuery(text: string): InsightsQuery {
  const query: InsightsQuery = { fields: [], filters: [], sort: undefined, limit: undefined }
  for (const { words, position } of commandsOf(text)) {
    const [command = '', ...rest] = words
    switch (command.toLowerCase()) {
      case 'fields':
      case 'display':
        query.fields.push(...namesOf(rest, position))
        break
      case 'filter':
        query.filters.push(...filtersOf(rest, position))
        break
      case 'sort':
        query.sort = sortOf(rest, position)
        break
      case 'limit':
        query.limit = limitOf(rest, position)
        break
      default:
        throw unexpected(command, position)
    }
  }
  if (query.fields.length === 0) query.fields = ['@timestamp', '@message']
  return query
}

type Command = { words: string[]; position: number }

/** A word, a string in quotes, an expression between slashes, or a sign. */
const token =
  /\s*("(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\/(?:[^/\\]|\\[\s\S])*\/|[@\w.`-]+|=~|!=|<=|>=|[|,=<>()])/y

function commandsOf(text: string): Command[] {
  const commands: Command[] = []
  let current: Command | undefined
  token.lastIndex = 0
  const end = text.trimEnd().length
  while (token.lastIndex < end) {
    const position = token.lastIndex
    const word = token.exec(text)?.[1]
    if (word === undefined) throw unexpected(text.slice(position).trimStart()[0] ?? '', position)
    if (word === '|') {
      if (!current) throw unexpected('|', position)
      current = undefined
    } else if (current) current.words.push(word)
    else {
      current = { words: [word], position }
      commands.push(current)
    }
  }
  if (commands.length === 0 || !current) throw unexpected('<EOF>', end)
  return commands
}

function namesOf(words: string[], position: number): string[] {
  return words.filter((word, i) => {
    if ((word === ',') !== (i % 2 === 1)) throw unexpected(word, position)
    return word !== ','
  })
}

function filtersOf(words: string[], position: number): Filter[] {
  const filters: Filter[] = []
  const left = [...words]
  do {
    const field = left.shift() ?? ''
    let operator = (left.shift() ?? '').toLowerCase()
    if (operator === 'not') operator = `not ${(left.shift() ?? '').toLowerCase()}`
    filters.push(comparison(field, operator, left.shift() ?? '<EOF>', position))
    if (left.length > 0 && left[0]?.toLowerCase() !== 'and') throw unexpected(left[0] ?? '', position)
  } while (left.shift() !== undefined)
  return filters
}

function comparison(field: string, operator: string, operand: string, position: number): Filter {
  switch (operator) {
    case 'like':
    case '=~':
      return holding(field, operand, position)
    case 'not like': {
      const holds = holding(field, operand, position)
      return (fields) => !holds(fields)
    }
    case '=':
      return (fields) => fields[field] === unquoted(operand)
    case '!=':
      return (fields) => fields[field] !== unquoted(operand)
    default:
      throw unexpected(operator, position)
  }
}

function holding(field: string, operand: string, position: number): Filter {
  if (operand.startsWith('/')) {
    const [, flag, source = ''] = /^(\(\?i\))?([\s\S]*)$/.exec(operand.slice(1, -1)) ?? []
    try {
      const expression = new RegExp(source, flag === undefined ? 'm' : 'im')
      return (fields) => expression.test(fields[field] ?? '')
    } catch {
      throw new AwsError('MalformedQueryException', `Invalid regular expression: ${operand}`)
    }
  }
  if (!/^["']/.test(operand)) throw unexpected(operand, position)
  const text = unquoted(operand)
  return (fields) => (fields[field] ?? '').includes(text)
}

const unquoted = (word: string) =>
  /^["']/.test(word) ? word.slice(1, -1).replace(/\\([\s\S])/g, '$1') : word

function sortOf(words: string[], position: number): InsightsQuery['sort'] {
  const [field, order = 'asc', more] = words
  if (field === undefined || more !== undefined || !/^(asc|desc)$/i.test(order))
    throw unexpected(more ?? order, position)
  return { field, descending: order.toLowerCase() === 'desc' }
}

function limitOf([word = '<EOF>', more]: string[], position: number): number {
  const limit = Number(word)
  if (more !== undefined || !/^\d+$/.test(word)) throw unexpected(more ?? word, position)
  if (limit < 1 || limit > mostRows) {
    throw new AwsError('MalformedQueryException', `limit must be between 1 and ${mostRows}`)
  }
  return limit
}

function unexpected(symbol: string, position: number): AwsError {
  return new AwsError(
    'MalformedQueryException',
    `unexpected symbol found ${symbol} at line 1 and position ${position}`,
  )
}
