import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AwsFailure } from '../aws-failure'
import type { Scope } from '../scope'
import { streamState } from './stream-state'

const aws = vi.hoisted(() => ({ asked: 0, failure: undefined as Error | undefined }))
vi.mock('../call-aws', () => ({
  callAws: async () => {
    aws.asked += 1
    if (aws.failure) throw aws.failure
    const logStreamName = '3.14.0/1'
    return { logStreams: [{ logStreamName, arn: 'arn:aws:logs:…', creationTime: 1, lastEventTimestamp: 2 }] }
  },
}))

const scope: Scope = { account: { name: 'default', roleArn: null }, region: 'us-east-1' }
const minute = 60_000

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  Object.assign(aws, { asked: 0, failure: undefined })
})
afterEach(() => void vi.useRealTimers())

/** A stream that ended long ago, and is known. */
async function finishedStream(imageId: string) {
  const of = { imageId, logStreamName: '3.14.0/1' }
  await streamState(scope, of)
  await vi.waitFor(async () => expect(await streamState(scope, of)).toMatchObject({ finished: true }))
  return () => streamState(scope, of)
}

it('while AWS fails what is known of a finished stream is told with the time that it is of', async () => {
  const state = await finishedStream('failing')
  const learnedAt = Date.now()
  expect(await state()).not.toHaveProperty('asOf')
  aws.failure = new AwsFailure('other', 'InternalFailure', 'AWS is unwell')
  vi.advanceTimersByTime(3 * minute)
  const { finished, asOf = 0 } = (await state()) ?? {}
  expect(finished).toBe(true)
  expect(Math.abs(asOf - learnedAt)).toBeLessThan(1_000)
  aws.failure = undefined
  vi.advanceTimersByTime(minute)
  expect(await state()).not.toHaveProperty('asOf')
})

it('while AWS fails nobody waits for it question by question', async () => {
  const state = await finishedStream('unanswered')
  aws.failure = new AwsFailure('other', 'InternalFailure', 'AWS is unwell')
  vi.advanceTimersByTime(3 * minute)
  const { asked } = aws
  for (let question = 0; question < 5; question++) await state()
  expect(aws.asked).toBe(asked + 1)
})

it('a stream that may no longer be read, or is gone, is forgotten', async () => {
  const state = await finishedStream('refused')
  aws.failure = new AwsFailure('refused', 'AccessDeniedException', 'not authorized')
  vi.advanceTimersByTime(2 * minute)
  expect(await state()).toBeNull()
})
