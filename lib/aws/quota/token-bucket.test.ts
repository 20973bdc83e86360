import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTokenBucket } from './token-bucket'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const forever = new AbortController().signal

it('lets a burst through, the rest at its rate, first come first served', async () => {
  const { take } = createTokenBucket(5)
  const served: number[] = []
  for (let caller = 0; caller < 20; caller++) void take(forever).then(() => served.push(caller))
  await vi.advanceTimersByTimeAsync(0)
  expect(served).toEqual([0, 1, 2, 3, 4])
  await vi.advanceTimersByTimeAsync(1_010)
  expect(served).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  await vi.advanceTimersByTimeAsync(5_000)
  expect(served).toEqual(Array.from({ length: 20 }, (_, caller) => caller))
})

it('gives up the place of a caller who leaves', async () => {
  const waiting: number[] = []
  const { take } = createTokenBucket(1, (count) => waiting.push(count))
  await take(forever)
  const leaver = new AbortController()
  const left = take(leaver.signal)
  leaver.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  expect(waiting).toEqual([1, 0])
})
