import { expect, test } from 'vitest'
import { resource, wrapped } from './builders'
import { causeSentence } from './cause-sentence'

const arn =
  'arn:aws:imagebuilder:eu-west-1:123456789012:component/parallelclusterimage-0b5fe7a0-1f0d-11f0-a2b1-0a1b2c3d4e5f/3.14.0/1'
const failed = (reason: string) => resource('ParallelClusterImage', 'CREATE_FAILED', 9, reason)

test('a component’s ARN becomes its name, and the step of the log is named where it is known', () => {
  const event = failed(wrapped(`Workflow Execution ID: 'wf-1' failed with reason: Document ${arn} failed!`))
  expect(causeSentence(event, 'InstallPClusterPackages').sentence).toBe(
    'Step InstallPClusterPackages of the component parallelclusterimage 3.14.0 failed.',
  )
  expect(causeSentence(event, undefined).sentence).toBe('The component parallelclusterimage 3.14.0 failed.')
  expect(causeSentence(event, undefined).raw).toContain(arn)
})

test('a reason that names no component stays in AWS’s words', () => {
  expect(causeSentence(failed('Name already exists'), 'Install').sentence).toBe('Name already exists')
})
