import { expect, it } from 'vitest'
import { causeAsMarkdown, maskAccounts } from './markdown'

it('account ids are masked, other numbers stay', () => {
  expect(maskAccounts('arn:aws:iam::123456789012:role/x at 1700000000000, 6.8.0')).toBe(
    'arn:aws:iam::************:role/x at 1700000000000, 6.8.0',
  )
})

it('a report names what failed and fences the lines, backticks in them or not', () => {
  const report = causeAsMarkdown(
    {
      ruleId: 'x',
      sentence: 'It broke.',
      sure: false,
      certainty: 'likely',
      source: 'log',
      step: 'Execute',
      exitCode: 1,
      lines: [{ text: 'a ``` b for 123456789012' }],
      nearby: [],
    },
    { imageId: 'demo', region: 'eu-west-1' },
  )
  expect(report).toContain('### Step `Execute` failed with exit code 1')
  expect(report).toContain('It broke. (likely)')
  expect(report).toContain('````\na ``` b for ************\n````')
})

it('a step’s name with backticks in it stays code', () => {
  const report = causeAsMarkdown(
    {
      ruleId: 'x',
      sentence: 'It broke.',
      sure: true,
      certainty: 'sure',
      source: 'log',
      step: 'a`b',
      side: 'parentImage',
      buildAgain: 'useless',
      changes: [{ language: 'bash', text: 'chmod 1777 /tmp' }],
      lines: [],
      nearby: [],
    },
    { imageId: 'demo' },
  )
  expect(report).toContain('### Step `` a`b `` failed')
  expect(report).toContain('- Side: `Parent image`')
  expect(report).toContain('```bash\nchmod 1777 /tmp\n```')
})
