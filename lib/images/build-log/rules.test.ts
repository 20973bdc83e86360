import { describe, expect, it } from 'vitest'
import { diagnoseStep } from './diagnose-step'
import { ruleFor, rules, sentenceOf } from './rules'
import { reasonFinding, reasonRules } from './stack-reason'

describe.each(rules)('the rule $id', (rule) => {
  it('knows its own example, and no rule before it does', () => {
    expect(ruleFor(rule.example)?.rule.id).toBe(rule.id)
  })

  it('has a whole sentence without a gap', () => {
    const match = rule.pattern.exec(rule.example)
    expect(match && sentenceOf(rule, match)).toMatch(/^[^$]+\.$/)
  })

  it('finds its example on the stderr of a failed step', () => {
    const at = { timestamp: 0, ordinal: 0 }
    const lines = ['working', rule.example].map((text, line) => ({ text, stream: 'err' as const, at, line }))
    expect(diagnoseStep(lines, 1)).toMatchObject({ ruleId: rule.id, lines: [{ text: rule.example.trim() }] })
  })
})

it.each(reasonRules)('the reason rule $id knows its own example', ({ id, example }) => {
  expect(reasonFinding(example)).toMatchObject({ ruleId: id, sure: true })
})

it('a rule has an id of its own', () => {
  const ids = [...rules, ...reasonRules].map((rule) => rule.id)
  expect(new Set(ids).size).toBe(ids.length)
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
