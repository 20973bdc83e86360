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
