import { expect, it } from 'vitest'
import { cellsOf, cutLine } from './wrap'

it.each([
  ['plain', 5],
  ['日本語', 6],
  ['한국', 4],
  ['ＡＢ', 4],
  ['e\u0301', 1],
])('%s takes %d cells', (text, cells) => expect(cellsOf(text)).toBe(cells))

it('takes emoji for a little wider than two cells, and never cuts one in two', () => {
  expect(cellsOf('😀😀')).toBe(5)
  expect(cutLine('ab😀cd', 0, 6, 3)).toBe(2)
  expect(cutLine('😀', 0, 2, 1)).toBe(2)
})

it('cuts where the cells are full', () => {
  expect(cutLine('abcdef', 0, 6, 4)).toBe(4)
  expect(cutLine('日本語です', 0, 5, 4)).toBe(2)
})
