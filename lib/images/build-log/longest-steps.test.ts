import { expect, it } from 'vitest'
import { document, FAILED, step } from './fixture'
import { longestSteps } from './longest-steps'
import { BuildLogParser } from './parser'

/** Steps that each take as long as their name says, in seconds. */
function outlineOf(...seconds: number[]) {
  const parser = new BuildLogParser()
  let clock = Date.UTC(2026, 1, 3)
  for (const message of document()) parser.push(clock, message)
  for (const [index, length] of seconds.entries()) {
    const isLast = index === seconds.length - 1
    const [first = '', ...rest] = step(`Takes${length}`, { exit: isLast ? 1 : 0 })
    parser.push(clock, first)
    clock += length * 1000
    for (const message of rest) parser.push(clock, message)
  }
  for (const message of FAILED) parser.push(clock, message)
  return parser.outline()
}

it('tells the longest steps in the order of the log, and the rest in one sum', () => {
  const { longest, others, othersTook } = longestSteps(outlineOf(5, 600, 2, 30, 90, 40), 3)
  expect(longest.map(({ name, took }) => [name, took])).toEqual([
    ['Takes600', 600_000],
    ['Takes90', 90_000],
    ['Takes40', 40_000],
  ])
  expect([others, othersTook]).toEqual([3, 37_000])
})

it('tells the step that failed however short it was', () => {
  const { longest } = longestSteps(outlineOf(600, 90, 40, 0), 3)
  expect(longest.map(({ name, state }) => [name, state])).toEqual([
    ['Takes600', 'good'],
    ['Takes90', 'good'],
    ['Takes0', 'failed'],
  ])
})

it('leaves out steps that took no time', () => {
  expect(longestSteps(outlineOf(0, 0, 90, 0), 8)).toMatchObject({
    longest: [{ name: 'Takes90' }, { name: 'Takes0', state: 'failed' }],
    others: 2,
  })
})
