import { expect, test } from 'vitest'
import { BuildLogParser } from './parser'
import { stepsOf } from './step-at'

function read(messages: Iterable<string>) {
  const parser = new BuildLogParser()
  let time = 0
  for (const message of messages) parser.push(time++, message)
  return parser.outline()
}

function* steps(count: number, exitCode = 0) {
  for (let n = 0; n < count; n++) {
    yield `Step Install${n}`
    yield `Stdout: Error: no package ${n}`
    yield `CmdExecution: ExitCode ${exitCode}`
  }
}

test('an outline of any number of steps stays one that can be sent, and says how many it leaves out', () => {
  const outline = read([...steps(20_000), ...steps(20_000, 1)])
  const kept = [...stepsOf(outline)].length
  expect(kept).toBeLessThan(3_000)
  expect(outline.stepsLeftOut).toBe(40_000 - kept)
  expect(outline.eventCount).toBe(120_000)
  expect(JSON.stringify(outline).length).toBeLessThan(5_000_000)
})

test('a step that fails behind all that fits is still found to have failed, and why', () => {
  const outline = read([
    ...steps(10_000),
    'Step Last',
    'Stdout: bash: jq: command not found',
    'CmdExecution: ExitCode 127',
  ])
  const last = [...stepsOf(outline)].at(-1)?.step
  expect(outline).toMatchObject({ outcome: 'failed', failedStepKey: last?.key })
  expect(last).toMatchObject({ name: 'Last', finding: { lines: [{ text: expect.stringContaining('jq') }] } })
})

test('frames without end stay few, and the last run still decides', () => {
  const frames = Array.from({ length: 50_000 }, (_, n) => [
    'Executor: STARTED EXECUTION OF ALL DOCUMENTS',
    `Document arn:aws:imagebuilder:eu-west-1:123456789012:component/c${n}/1.0.0/1`,
    `Phase p${n}`,
  ]).flat()
  const outline = read([...frames, 'TOE has completed execution with failure'])
  expect(JSON.stringify(outline).length).toBeLessThan(10_000_000)
  expect(outline.runs.at(-1)?.result).toBe('failure')
})

test('evidence of any length is kept by its end', () => {
  const outline = read([
    'Step Long',
    ...Array.from({ length: 40 }, () => `Stdout: ${'x'.repeat(500_000)}`),
    'Stdout: ERROR: disk quota exceeded',
    'CmdExecution: ExitCode 1',
  ])
  expect([...stepsOf(outline)][0]?.step.finding?.lines[0]?.text).toBe('ERROR: disk quota exceeded')
})
