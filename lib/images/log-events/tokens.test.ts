import { expect, test } from 'vitest'
import { findPattern } from './find-pattern'
import { rowTokens } from './tokens'

const patternOf = (text: string, regularExpression = false) => {
  const pattern = findPattern({ text, matchCase: false, wholeWord: false, regularExpression })
  if (pattern === null || typeof pattern === 'string') throw new Error('no pattern')
  return pattern
}

/** A line wrapped into rows of so many characters, as the pieces that are marked or links. */
function told(message: string, columns: number, pattern = patternOf('no such')) {
  const rows: string[][] = []
  for (let from = 0; from < message.length; from += columns) {
    const to = Math.min(message.length, from + columns)
    const tokens = rowTokens({ message, plain: true, line: 0, from, to }, pattern)
    expect(tokens.map(({ text }) => text).join('')).toBe(message.slice(from, to))
    rows.push(tokens.flatMap(({ text, match, href }) => (match ? [text] : href ? [`${text} → ${href}`] : [])))
  }
  return rows
}

test('a match that goes on in the next row of a wrapped line is marked in both', () => {
  expect(told('0123456789abcdef', 8, patternOf('789'))).toEqual([['7'], ['89']])
  expect(told('0123456789abcdef', 8, patternOf('6.*a', true))).toEqual([['67'], ['89a']])
  expect(told('a b a b a b a b ', 4, patternOf('a b'))).toEqual([['a b'], ['a b'], ['a b'], ['a b']])
})

test('a match longer than a row fills the rows between', () => {
  expect(told('xxabcdefghyy', 4, patternOf('abcdefgh'))).toEqual([['ab'], ['cdef'], ['gh']])
})

test('a link that goes on in the next row leads to the whole address from both', () => {
  const address = 'https://example.com/a/b'
  expect(told(`see ${address}, then`, 16)).toEqual([
    [`https://exam → ${address}`],
    [`ple.com/a/b → ${address}`],
    [],
  ])
})
