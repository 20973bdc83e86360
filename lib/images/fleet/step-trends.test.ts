import { describe, expect, test } from 'vitest'
import { document, GOOD, parse, step } from '../build-log/fixture'
import type { FamilyBuild } from './family-builds'
import { stepTimes } from './step-times'
import { median, slowerThanUsual, stepTrends } from './step-trends'

const minute = 60_000
const build = (
  imageId: string,
  outcome: FamilyBuild['outcome'],
  minutes: Record<string, number>,
): FamilyBuild => ({
  imageId,
  version: '3.13.0',
  outcome,
  log: {
    logStreamName: '3.13.0/1',
    took: Object.values(minutes).reduce((sum, each) => sum + each * minute, 0),
    steps: Object.entries(minutes).map(([name, each]) => ({ component: 'c', name, took: each * minute })),
  },
})

const family = [
  build('a', 'good', { Install: 20, Execute: 6 }),
  build('b', 'good', { Install: 22, Execute: 7 }),
  build('c', 'failed', { Install: 60 }),
  build('d', 'good', { Install: 21, Execute: 8 }),
]

describe('the trends of a family’s steps', () => {
  test('tell each step’s time in every build, and what good ones usually take', () => {
    expect(stepTrends(family, 8)).toEqual([
      { component: 'c', name: 'Install', took: [20, 22, 60, 21].map((n) => n * minute), usual: 21 * minute },
      {
        component: 'c',
        name: 'Execute',
        took: [6 * minute, 7 * minute, undefined, 8 * minute],
        usual: 7 * minute,
      },
    ])
  })

  test('are those of the longest steps, also of builds whose log was not read', () => {
    const unread: FamilyBuild = { imageId: 'e', version: '', outcome: 'good' }
    expect(stepTrends([...family, unread], 1)).toMatchObject([{ name: 'Install', took: { length: 5 } }])
  })
})

describe('slower than usual', () => {
  test('is a build whose good ones took much less, and the step that took the time', () => {
    expect(slowerThanUsual(build('x', 'good', { Install: 21, Execute: 19 }), family)).toEqual({
      took: 40 * minute,
      usual: 29 * minute,
      step: { name: 'Execute', took: 19 * minute, usual: 7 * minute },
    })
  })

  test('is a failed one that ended early as well, by its step', () => {
    expect(slowerThanUsual(build('x', 'failed', { Install: 28 }), family)?.step.name).toBe('Install')
  })

  test('is none that took a little longer, nor one of too few', () => {
    expect(slowerThanUsual(build('x', 'good', { Install: 22, Execute: 8 }), family)).toBeUndefined()
    expect(slowerThanUsual(build('x', 'good', { Install: 90 }), family.slice(0, 3))).toBeUndefined()
  })
})

test.each([
  [[3, undefined, 1, 2], 2],
  [[1, 2], 1.5],
  [[undefined], undefined],
])('the median of %j is %s', (values, middle) => expect(median(values)).toBe(middle))

test('a step’s times over the test and the build are one, and what takes no time is left out', () => {
  // Three events a second: a step of seven takes two seconds or so.
  const outline = parse([
    ...document(),
    ...step('A', { stdout: ['1', '2', '3', '4', '5', '6'] }),
    ...document(undefined, 'test'),
    ...step('A', { stdout: ['1', '2', '3', '4', '5', '6'] }),
    ...GOOD,
  ])
  const times = stepTimes('3.13.0/1', outline)
  expect(times).toMatchObject({ logStreamName: '3.13.0/1', outcome: 'ok', steps: [{ name: 'A' }] })
  expect(times.steps[0]?.took).toBeGreaterThanOrEqual(5_000)
  expect(times.took).toBe((outline.lastTimestamp ?? 0) - (outline.firstTimestamp ?? 0))
})
