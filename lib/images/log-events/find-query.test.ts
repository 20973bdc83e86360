import { expect, test } from 'vitest'
import { findPattern } from './find-pattern'
import type { FindPattern, FindQuery } from './find-query'

const query = (text: string, more: Partial<FindQuery> = {}): FindQuery => ({
  text,
  matchCase: false,
  wholeWord: false,
  regularExpression: false,
  ...more,
})
const expression = (text: string, more: Partial<FindQuery> = {}) =>
  findPattern(query(text, { regularExpression: true, ...more })) as FindPattern
const found = (pattern: FindPattern, line: string) =>
  pattern.matchesIn(line).map(([start, end]) => line.slice(start, end))

test('an expression that keeps a backtracking engine busy for ever finds at once', () => {
  const line = 'a'.repeat(100_000)
  expect(expression('(a+)+$').test(`${line}!`)).toBe(false)
  expect(expression('(a+)+$').matchesIn(line)).toEqual([[0, 100_000]])
  expect(expression('^(([a-z])+.)+[A-Z]([a-z])+$', { matchCase: true }).test(line)).toBe(false)
})

test('places of matches count UTF-16 units, as the browser does', () => {
  expect(expression('b+').matchesIn('😀bb😀 é b')).toEqual([
    [2, 4],
    [9, 10],
  ])
  expect(expression('.b').matchesIn('😀b')).toEqual([[0, 3]])
})

test.each([
  ['error|warn(?:ing)?', 'Warning: 2 errors'],
  ['\\d{2,}', '1 22 333'],
  ['(?<step>[A-Z]\\w+): ', 'Step Foo: ran, Bar: not'],
  ['x*', 'a xx b x'],
  ['\\b', 'two words'],
  ['^\\s*at .*$', '   at line 4'],
  ['\\$\\w+', 'cp $A $B'],
  ['[^\\x00-\\x7f]', 'naïve façade'],
])('/%s/ finds what a JavaScript expression finds', (source, line) => {
  const native = [...line.matchAll(new RegExp(source, 'gi'))].map(([match]) => match).filter(Boolean)
  expect(found(expression(source), line)).toEqual(native)
  expect(expression(source).test(line)).toBe(native.length > 0)
})

test('whole words of an expression end where its alternatives would end, in any script', () => {
  const whole = (text: string) => expression(text, { wholeWord: true })
  expect(whole('fail|failed').matchesIn('failed fail failure fail')).toEqual([
    [0, 6],
    [7, 11],
    [20, 24],
  ])
  expect(found(whole('при'), 'при привет при')).toEqual(['при', 'при'])
  expect(whole('a|b').matchesIn('a b a')).toHaveLength(3)
  expect(whole('x*').test('- -')).toBe(false)
})

test('what RE2 cannot do in linear time is refused in words, and a slip is named', () => {
  expect(expression('error(?!s)')).toBe(
    'Lookaheads and lookbehinds cannot be used here: they can make a search run forever.',
  )
  expect(expression('(?<=a)b')).toContain('Lookaheads and lookbehinds')
  expect(expression('(a)\\1')).toContain('Backreferences')
  expect(expression('(')).toMatch(/^Not a regular expression: missing closing \)/)
  expect(expression('a{2000}')).toContain('at most 1,000 times')
})

test('plain text is found as it is written, in any case unless told', () => {
  const plain = (text: string, more: Partial<FindQuery> = {}) => findPattern(query(text, more)) as FindPattern
  expect(plain('a.b').matchesIn('A.B axb')).toEqual([[0, 3]])
  expect(plain('a.b', { matchCase: true }).test('A.B')).toBe(false)
  expect(found(plain('straße'), 'STRAßE straße')).toHaveLength(2)
  expect(plain('log', { wholeWord: true }).matchesIn('log logs _log log')).toEqual([
    [0, 3],
    [14, 17],
  ])
})
