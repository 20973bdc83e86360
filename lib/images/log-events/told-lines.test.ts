import { expect, test } from 'vitest'
import type { FindQuery } from './find-query'
import { type MatchedLines, matchLines } from './match-lines'
import { ToldLines } from './told-lines'

const digits: FindQuery = { text: '\\d+', matchCase: false, wholeWord: false, regularExpression: true }
const messages = ['one 1 two 22', 'none', '\u001b[31mred\u001b[0m\nthree 333', 'none']

function told() {
  const lines = new ToldLines()
  lines.add(messages, matchLines(digits, messages) as MatchedLines)
  return lines.pattern()
}

test('matching lines are told by message, line and place', () => {
  expect(matchLines(digits, messages)).toEqual({
    message: [0, 2],
    line: [0, 1],
    marks: [
      [4, 5, 10, 12],
      [6, 9],
    ],
  })
  expect(matchLines({ ...digits, text: '(' }, messages)).toContain('Not a regular expression')
})

test('a line that was told matches; others, and such as were not looked at, do not', () => {
  const { test: matches } = told()
  expect(['one 1 two 22', 'none', 'three 333', 'four 4'].map(matches)).toEqual([true, false, true, false])
})

test('a wrapped line is marked row by row, a match that is cut on both', () => {
  const { matchesIn } = told()
  expect(matchesIn('one 1 two 22')).toEqual([
    [4, 5],
    [10, 12],
  ])
  expect(matchesIn('one 1 two 22', 0, 11)).toEqual([
    [4, 5],
    [10, 11],
  ])
  expect(matchesIn('one 1 two 22', 11, 12)).toEqual([[0, 1]])
  expect(matchesIn('none')).toEqual([])
})
