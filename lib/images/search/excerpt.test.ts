import { expect, it } from 'vitest'
import { excerptOf } from './excerpt'

const marked = (line: string, ...marks: [number, number][]) => {
  const excerpt = excerptOf(line, marks)
  return [excerpt.text, excerpt.marks.map(([start, end]) => excerpt.text.slice(start, end))]
}

it('a short line is shown whole, without the blanks it begins with', () => {
  expect(marked('    Stderr: No space left', [12, 20])).toEqual(['Stderr: No space left', ['No space']])
})

it('blanks that match are kept', () => {
  expect(marked('   x', [1, 2])).toEqual(['  x', [' ']])
})

it('of a long line the part around its first match is shown', () => {
  const line = `${'a'.repeat(1000)}error${'b'.repeat(1000)}`
  const [text, marks] = marked(line, [1000, 1005])
  expect(marks).toEqual(['error'])
  expect(text).toMatch(/^…a{60}errorb+…$/)
  expect(text?.length).toBe(322)
})

it('a match that goes on beyond what is shown ends there, and later ones are left out', () => {
  const line = 'ab'.repeat(1000)
  const { text, marks } = excerptOf(line, [
    [0, 1500],
    [1600, 1610],
  ])
  expect(marks).toEqual([[0, 320]])
  expect(text).toBe(`${'ab'.repeat(160)}…`)
})
