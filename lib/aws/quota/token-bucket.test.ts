import { setMaxListeners } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTokenBucket } from './token-bucket'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const forever = new AbortController().signal
// Each caller listens to its own signal in the app.
setMaxListeners(0, forever)

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

it('lets background calls go only when nobody waits, and leaves a part of the burst to whoever comes', async () => {
  const bucket = createTokenBucket(8)
  const went: string[] = []
  const take = (name: string, inBackground: boolean) =>
    bucket.take(forever, inBackground).then(() => went.push(name))
  for (let n = 0; n < 8; n++) void take('background', true)
  await vi.advanceTimersByTimeAsync(0)
  expect(went.length).toBe(6)
  for (let n = 0; n < 4; n++) void take('click', false)
  await vi.advanceTimersByTimeAsync(300)
  expect(went.slice(6)).toEqual(['click', 'click', 'click', 'click'])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(went.slice(10)).toEqual(['background', 'background'])
})

it('serves background calls even where the burst is a single call', async () => {
  const bucket = createTokenBucket(1)
  await bucket.take(forever, true)
  const second = bucket.take(forever, true)
  await vi.advanceTimersByTimeAsync(1_100)
  await expect(second).resolves.toBeUndefined()
})
