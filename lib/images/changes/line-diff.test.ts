import { expect, test } from 'vitest'
import { changedLines, diffLines } from './line-diff'

const written = (there: string, here: string) =>
  diffLines(there, here).map(({ how, text }) => ({ same: ' ', gone: '-', new: '+' })[how] + text)

test('what is common stays, in order', () => {
  expect(written('a\nb\nc\nd\n', 'a\nc\nx\nd')).toEqual([' a', '-b', ' c', '+x', ' d'])
})

test('a text that became another altogether is gone and new', () => {
  expect(written('a', 'b')).toEqual(['-a', '+b'])
  expect(written('a\r\n', 'a')).toEqual([' a'])
})

test('either text follows from the lines', () => {
  const [there, here] = ['1\n2\n3\n1\n2\n4', '2\n1\n2\n3\n3\n4']
  const lines = diffLines(there, here)
  const of = (left: string) =>
    lines
      .filter(({ how }) => how !== left)
      .map(({ text }) => text)
      .join('\n')
  expect([of('new'), of('gone')]).toEqual([there, here])
})

test('of a long text only the neighbourhood of a change is shown', () => {
  const lines = diffLines('1\n2\n3\n4\n5\n6\n7\n8', '1\n2\n3\n4\nx\n6\n7\n8')
  expect(changedLines(lines, 1).map((line) => line?.text ?? '…')).toEqual(['…', '4', '5', 'x', '6', '…'])
})
