import { expect, it } from 'vitest'
import { insightsQueryOf } from './insights-query'

const plain = { matchCase: false, wholeWord: false, regularExpression: false }
const filterOf = (text: string, more = {}) =>
  /filter @message like (.*)\n/.exec(insightsQueryOf({ text, ...plain, ...more }, 100))?.[1]

it('asks for what names an event, newest first', () => {
  expect(insightsQueryOf({ text: 'disk full', ...plain }, 5_000)).toBe(
    'fields @timestamp, @log, @logStream, @message\n' +
      '| filter @message like /(?i)disk full/\n' +
      '| sort @timestamp desc\n' +
      '| limit 5000',
  )
})

it.each([
  ['a.b*c', '/(?i)a\\.b\\*c/'],
  ['/opt/x [1]', '/(?i)\\/opt\\/x \\[1\\]/'],
  ['C:\\temp', '/(?i)C:\\\\temp/'],
  ['say "no" | more', '/(?i)say "no" \\| more/'],
])('text is looked for as it stands: %s', (text, filter) => {
  expect(filterOf(text)).toBe(filter)
})

it('an expression stays as it was typed, but for slashes that would end it', () => {
  expect(filterOf('a/b|c\\/d|e\\\\/f', { regularExpression: true, matchCase: true })).toBe(
    '/a\\/b|c\\/d|e\\\\\\/f/',
  )
})

it('whole words are bounded by what is no part of a word', () => {
  expect(filterOf('a|b', { regularExpression: true, wholeWord: true, matchCase: true })).toBe(
    '/(?:^|[^A-Za-z0-9_])(?:a|b)(?:$|[^A-Za-z0-9_])/',
  )
})

it('no text ends the expression that it stands in', () => {
  for (const text of ['/', '\\', 'x/ | delete', '\\/', '//', '\\\\/']) {
    const source = filterOf(text)?.slice(1, -1) ?? ''
    expect(source.replace(/\\[\s\S]/g, '')).not.toContain('/')
    expect(new RegExp(source.replace('(?i)', '')).test(`a${text}b`)).toBe(true)
  }
})
