import { expect, it } from 'vitest'
import { reasonFinding } from './stack-reason'

const quota = 'Resource limit exceeded: Cannot exceed quota for InstanceProfilesPerAccount: 1000'

it('tells a reason however much stands before it or after it', () => {
  for (const reason of [quota, `${'x '.repeat(400_000)}${quota}`, `${quota}. ${'x '.repeat(400_000)}`])
    expect(reasonFinding(reason)).toMatchObject({
      ruleId: 'quota',
      sentence: expect.stringContaining('InstanceProfilesPerAccount'),
    })
})

it('looks for no case in the midst of a megabyte, where none of AWS’s words stand', () => {
  expect(reasonFinding(`${'x '.repeat(400_000)}${quota}${'x '.repeat(400_000)}`).certainty).toBe(
    'unrecognised',
  )
})
