import { describe, expect, test } from 'vitest'
import type { Outline, OutlinePhase, OutlineStep } from '../build-log/outline-schema'
import { stepGroups, tellingStep } from './log-steps'
import { openAtFirst, stepRows } from './step-rows'

const anchor = (timestamp: number) => ({ timestamp, ordinal: 0 })
const step = (name: string, state: OutlineStep['state'], start: number, end: number): OutlineStep => ({
  key: name,
  name,
  state,
  start,
  end,
  at: anchor(start),
  firstEvent: 0,
  lastEvent: 0,
  events: 1,
  lines: 1,
  liveStderr: false,
  errorCount: 0,
  errors: [],
})
const outline = (documents: Record<string, OutlinePhase[]>, workflow: Outline['workflow'] = []): Outline => ({
  outcome: 'running',
  runs: [
    {
      afterReboot: false,
      documents: Object.entries(documents).map(([name, phases]) => ({ name, at: anchor(0), phases })),
    },
  ],
  workflow,
  facts: {},
  errors: [],
  eventCount: 0,
  lineCount: 0,
})
const build = outline({
  updateos: [{ name: 'build', steps: [step('Update', 'good', 10, 50), step('Reboot', 'reboot', 50, 51)] }],
  parallelclusterimage: [
    { name: 'build', steps: [step('Region', 'good', 60, 60), step('Install', 'failed', 60, 90)] },
    { name: 'validate', steps: [step('Check', 'good', 91, 99)] },
    { steps: [] },
  ],
})

describe('stepGroups', () => {
  test('a component with one phase carries its name; one with several holds them', () => {
    const groups = stepGroups(build)
    expect(groups.map(({ name, state }) => [name, state])).toEqual([
      ['updateos · build', 'complete'],
      ['parallelclusterimage', 'failed'],
    ])
    expect(groups[1]?.groups.map(({ name, steps }) => [name, steps.length])).toEqual([
      ['build', 2],
      ['validate', 1],
    ])
    expect(groups[1]).toMatchObject({ start: 60, end: 99 })
  })

  test('what holds a running step is running and has no end', () => {
    const [group] = stepGroups(
      outline({ a: [{ name: 'build', steps: [step('A', 'good', 10, 20), step('B', 'running', 20, 25)] }] }),
    )
    expect(group?.state).toBe('running')
    expect(group).not.toHaveProperty('end')
    expect(group?.steps.map((one) => one.end)).toEqual([20, undefined])
  })

  test('the workflow’s lines hold until the next one and end with the first step', () => {
    const workflow = [
      { text: 'Launching instance', at: anchor(1) },
      { text: 'Waiting', at: anchor(4) },
      { text: 'Later', at: anchor(99) },
    ]
    const [group] = stepGroups(outline({ a: [{ steps: [step('A', 'good', 10, 20)] }] }, workflow))
    expect(group?.steps.map(({ name, start, end }) => [name, start, end])).toEqual([
      ['Launching instance', 1, 4],
      ['Waiting', 4, 10],
    ])
  })
})

describe('the tree of steps', () => {
  test('shows a group’s steps side by side, and opened its phases, and those opened each step', () => {
    const groups = stepGroups(build)
    const names = (opened: string[]) =>
      stepRows(groups, new Set(opened)).map(({ level, of }) => `${'  '.repeat(level)}${of.name}`)
    expect(names([])).toEqual(['updateos · build', 'parallelclusterimage'])
    expect(names(['0 1', '0 1 0'])).toEqual([
      'updateos · build',
      'parallelclusterimage',
      '  build',
      '    Region',
      '    Install',
      '  validate',
    ])
  })

  test('a run of short steps is one row until it is opened; what took time or failed never hides in it', () => {
    const short = (name: string) => step(name, 'good', 10, 200)
    const steps = [short('A'), short('B'), short('C'), step('Install', 'good', 200, 90_000), short('D')]
    const groups = stepGroups(outline({ a: [{ name: 'build', steps }] }))
    const rows = (opened: string[]) => stepRows(groups, new Set(opened))
    const folded = rows(['0 0 0'])
    expect(folded.map(({ of }) => of.name)).toEqual(['a · build', '3 steps under a second', 'Install', 'D'])
    const opened = rows(['0 0 0', folded[1]?.key ?? ''])
    expect(opened.map(({ of }) => of.name).slice(2, 5)).toEqual(['A', 'B', 'C'])
  })

  test('every row has a key of its own', () => {
    const groups = stepGroups(build)
    const all = groups.flatMap((group) => [group.key, ...group.groups.map(({ key }) => key)])
    const keys = stepRows(groups, new Set(all)).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('is open at first where the failed step is, or the running one, or the longest', () => {
    expect(openAtFirst(stepGroups(build))).toEqual(['0 1', '0 1 0'])
    const steps = (...all: OutlineStep[]) =>
      stepGroups(outline({ a: [{ name: 'build', steps: all }] })).flatMap((group) => group.steps)
    const telling = (...all: OutlineStep[]) => tellingStep(steps(...all))?.name
    expect(telling(step('Long', 'good', 0, 60), step('Running', 'running', 60, 61))).toBe('Running')
    expect(
      telling(step('Short', 'good', 0, 5), step('Long', 'good', 5, 60), step('End', 'good', 60, 61)),
    ).toBe('Long')
    expect(openAtFirst([])).toEqual([])
  })
})
