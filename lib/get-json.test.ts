import { afterEach, expect, it, vi } from 'vitest'
import { ApiError } from './api-error'
import { getJson } from './get-json'
import { onQuotaWaiters, quotaWaiters, quotaWaitSince } from './quota-wait'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const refused = (retryAfter: string) =>
  Response.json({ message: 'Rate exceeded' }, { status: 429, headers: { 'retry-after': retryAfter } })

/** Stands in for the server: one answer after the other. */
function answering(...answers: (() => Response)[]) {
  vi.useFakeTimers()
  const ask = vi.fn(async (..._: Parameters<typeof fetch>) => (answers.shift() ?? Response.error)())
  vi.stubGlobal('fetch', ask)
  return ask
}

it('waits for AWS’s quota, says so meanwhile, and asks again by itself', async () => {
  const ask = answering(
    () => refused('2'),
    () => Response.json({ images: [] }),
  )
  const counts: number[] = []
  const leave = onQuotaWaiters(() => counts.push(quotaWaiters()))
  const askedAt = Date.now()
  const answer = getJson('/v3/images/custom')
  await vi.advanceTimersByTimeAsync(1_000)
  expect([quotaWaiters(), ask.mock.calls.length]).toEqual([1, 1])
  expect(quotaWaitSince()).toBe(askedAt)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(await answer).toEqual({ images: [] })
  leave()
  expect(counts).toEqual([1, 0])
})

it('stops waiting when nobody wants the answer any more', async () => {
  answering(() => refused('2'))
  const left = new AbortController()
  const answer = getJson('/v3/images/custom', { signal: left.signal })
  const ended = expect(answer).rejects.toBe('gone')
  await vi.advanceTimersByTimeAsync(500)
  left.abort('gone')
  await ended
  expect(quotaWaiters()).toBe(0)
})

it('does not wait out this server’s own limit, which asks for longer', async () => {
  answering(() => refused('45'))
  await expect(getJson('/v3/images/custom')).rejects.toMatchObject({ status: 429, retryAfter: 45 })
})

it('gives up in the end, with AWS’s words', async () => {
  answering(...Array.from({ length: 100 }, () => () => refused('2')))
  const answer = getJson('/v3/images/custom').catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(200_000)
  expect(await answer).toEqual(new ApiError(429, 'Rate exceeded', { retryAfter: 2 }))
})
