import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { asCompleted } from './as-completed'

it('gives results as they come, and never has more under way than it may', async () => {
  let now = 0
  let most = 0
  const work = async (ms: number) => {
    most = Math.max(most, ++now)
    await sleep(ms)
    now -= 1
    return ms
  }
  const found: number[] = []
  for await (const ms of asCompleted([120, 10, 60, 20], 2, work)) found.push(ms)
  expect(found.toSorted((a, b) => a - b)).toEqual([10, 20, 60, 120])
  expect(found[0]).toBe(10)
  expect(most).toBe(2)
})

it('begins no more once whoever asked has left', async () => {
  const begun: number[] = []
  const work = async (n: number) => begun.push(n)
  for await (const _ of asCompleted([1, 2, 3, 4, 5, 6], 2, work)) break
  await sleep(5)
  expect(begun).toEqual([1, 2, 3])
})

it('ends with what went wrong first', async () => {
  const all = async () => {
    for await (const _ of asCompleted([1, 2], 1, () => Promise.reject(new Error('no')))) throw new Error()
  }
  await expect(all()).rejects.toThrow('no')
})
