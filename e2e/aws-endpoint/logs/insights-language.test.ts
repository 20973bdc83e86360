import { expect, it } from 'vitest'
import { insightsQueryOf } from '../../../lib/images/search/insights-query'
import { parseInsightsQuery } from './insights-language'

const plain = { matchCase: false, wholeWord: false, regularExpression: false }
const finds = (query: string, message: string) =>
  parseInsightsQuery(query).filters.every((holds) => holds({ '@message': message }))

it('reads what the app asks', () => {
  for (const text of ['disk full', 'a/b', '[x] (y) | z', 'back\\slash', '"quoted"', "it's", '…']) {
    const query = insightsQueryOf({ text, ...plain }, 500)
    expect(parseInsightsQuery(query)).toMatchObject({
      fields: ['@timestamp', '@log', '@logStream', '@message'],
      sort: { field: '@timestamp', descending: true },
      limit: 500,
    })
    expect(finds(query, `before ${text.toUpperCase()} after`)).toBe(true)
    expect(finds(query, 'something else')).toBe(false)
  }
})

it.each([
  ['filter @message like "Disk"', 'Disk full', true],
  ['filter @message like "disk"', 'Disk full', false],
  ['filter @message like /(?i)disk/ and @message not like /full/', 'Disk full', false],
  ['filter @message =~ /^Disk/', 'Disk full', true],
  ["filter @message != 'Disk full'", 'Disk full', false],
])('%s', (query, message, found) => expect(finds(query, message)).toBe(found))

it.each([
  ['stats count() by @logStream', 'unexpected symbol found stats at line 1 and position 0'],
  ['fields @message |', 'unexpected symbol found <EOF> at line 1 and position 17'],
  ['fields @message | filter @message', 'unexpected symbol found  at line 1 and position 17'],
  ['fields @message | limit 20000', 'limit must be between 1 and 10000'],
  ['filter @message like /(/', 'Invalid regular expression: /(/'],
  ['', 'unexpected symbol found <EOF> at line 1 and position 0'],
])('refuses %s rather than leave it out', (query, words) => {
  expect(() => parseInsightsQuery(query)).toThrow(words)
})
