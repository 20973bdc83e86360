import { setMaxListeners } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { toApiError, toAwsFailure } from '../aws-failure'
import type { Scope } from '../scope'
import { awaitQuota, isQuotaShort } from './aws-quota'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const signal = new AbortController().signal
setMaxListeners(0, signal)
const scopeIn = (region: string): Scope => ({ account: { name: 'default', roleArn: null }, region })
/** DescribeStacks' share is 8 a second: 8 go at once, 16 wait up to two seconds. */
const ask = (scope: Scope, isFirst: boolean) => awaitQuota('DescribeStacks', scope, signal, isFirst)

it('tells an answer not begun when to come back rather than keep it waiting in silence', async () => {
  const scope = scopeIn('sa-east-1')
  const served: number[] = []
  for (let n = 0; n < 24; n++) void ask(scope, true).then(() => served.push(n))
  const failure = toAwsFailure(await ask(scope, true).catch((error: unknown) => error), signal)
  expect(failure).toMatchObject({ kind: 'throttled', code: 'QueueFull', retryAfter: 3 })
  expect(toApiError(failure, {})).toMatchObject({ status: 429, retryAfter: 3 })
  await vi.advanceTimersByTimeAsync(3_000)
  expect(served).toEqual(Array.from({ length: 24 }, (_, n) => n))
  await expect(ask(scope, true)).resolves.toBeUndefined()
})

it('lets an answer half made wait longer, but not for ever', async () => {
  const scope = scopeIn('ca-central-1')
  const outcomes: string[] = []
  for (let n = 0; n < 100; n++) {
    void ask(scope, false).then(
      () => outcomes.push('served'),
      () => outcomes.push('refused'),
    )
  }
  await vi.advanceTimersByTimeAsync(11_000)
  expect(outcomes.filter((outcome) => outcome === 'served').length).toBe(88)
  expect(outcomes.filter((outcome) => outcome === 'refused').length).toBe(12)
})

it('knows when quota is short', async () => {
  const scope = scopeIn('eu-north-1')
  expect(isQuotaShort('DescribeStacks', scope)).toBe(false)
  for (let n = 0; n < 8; n++) await ask(scope, true)
  expect(isQuotaShort('DescribeStacks', scope)).toBe(true)
  await vi.advanceTimersByTimeAsync(130)
  expect(isQuotaShort('DescribeStacks', scope)).toBe(false)
})
