import { describe, expect, it } from 'vitest'
import { reasonFinding } from '../stack-reason'
import { reasonCases } from '../stack-reason-cases'
import { diagnose } from './diagnose'
import { linesOfExample } from './example'
import { allTools } from './tools'

describe.each(allTools)('$name', (tool) => {
  const cases = tool.failures.flatMap((failure) => failure.cases.map((one) => ({ ...one, failure })))

  it.each(cases.filter(({ failure }) => !failure.latent))(
    '$id is told from its own example, with a whole sentence',
    ({ id, example, facts = {}, exit = 1 }) => {
      const found = diagnose(linesOfExample(example), { exitCode: exit, facts })
      expect(found.ruleId, found.sentence).toBe(id)
      expect(found.sentence).toMatch(/^[\w“‘].{8,400}[.!?]$/s)
      expect(found.sentence).not.toMatch(
        /undefined(?! (?:ref|method|local|sym|macro))|\$\d| \(\)|: \.(?:$| )|\.\.$/,
      )
    },
  )

  it.each(cases.filter(({ proven }) => proven))(
    '$id is sure when nothing competes',
    ({ example, exit = 1 }) => {
      expect(diagnose(linesOfExample(example), { exitCode: exit }).certainty).toBe('sure')
    },
  )

  it('has a general case, last, for each of its failures', () => {
    for (const { cases: known, exits } of tool.failures)
      if (!exits?.includes(141))
        expect(known.at(-1)?.id !== undefined && known.slice(0, -1).every(({ when }) => when)).toBe(true)
  })
})

it.each(reasonCases)('the reason $id is told from its own example', ({ id, example, proven }) => {
  expect(reasonFinding(example)).toMatchObject({ ruleId: id, sure: proven === true })
})

it('a component that took too long is not taken for an instance that Systems Manager never reached', () => {
  const said = (message: string) =>
    reasonFinding(
      `SSM execution 'x' failed with status = 'TimedOut' in state = 'BUILDING' and failure message = '${message}'`,
    ).ruleId
  expect(said('Step timed out while step is running')).toBe('step-timed-out')
  expect(said('SSM Agent verification failed')).toBe('ssm-unreachable')
})

it('a component that Image Builder names without a log to read is not said to have one', () => {
  const arn = 'arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-a/3.13.0/1'
  expect(reasonFinding(`Document ${arn} failed!`, false).sentence).toContain('there is none to read')
  expect(reasonFinding(`Document ${arn} failed!`).sentence).toContain('has no failed step')
})
