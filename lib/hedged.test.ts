import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from './api-error'
import * as connection from './connection'
import { hedged } from './hedged'

let now: number
beforeAll(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 })
})
beforeEach(async () => {
  connection.noteAnswer()
  await vi.advanceTimersByTimeAsync(60_000)
  now = Date.now()
})
afterAll(() => {
  vi.useRealTimers()
})

/** A network that swallows questions until it is told to answer. */
function network() {
  const sent: { signal: AbortSignal; answer: (text: string) => void; fail: (error: unknown) => void }[] = []
  const ask = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      const answer = (text: string) => {
        connection.noteAnswer()
        resolve(text)
      }
      sent.push({ signal, answer, fail: reject })
      signal.addEventListener('abort', () => reject(new ApiError(0, 'gone')))
    })
  return { sent, ask }
}

const unreachable = () => new ApiError(0, 'This dashboard’s server could not be reached.')

it('asks again beside a question that was swallowed, and takes the first answer', async () => {
  const { sent, ask } = network()
  const answer = hedged(ask)
  await vi.advanceTimersByTimeAsync(15_000)
  // The first is kept, for it may only be slow; of the others only the newest.
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([false, true, true, false])
  sent[3]?.answer('lines')
  expect(await answer).toBe('lines')
  expect(sent.every(({ signal }, index) => index === 3 || signal.aborted)).toBe(true)
})

it('takes a slow answer to the first attempt', async () => {
  const { sent, ask } = network()
  const answer = hedged(ask)
  await vi.advanceTimersByTimeAsync(24_000)
  sent[0]?.answer('slow')
  expect(await answer).toBe('slow')
})

it('ends in a failure that says how long nothing came', async () => {
  const { sent, ask } = network()
  const ended = expect(hedged(ask)).rejects.toEqual(
    new ApiError(0, 'This dashboard’s server has not answered for 28 s.'),
  )
  await vi.advanceTimersByTimeAsync(28_000)
  await ended
  expect(sent.every(({ signal }) => signal.aborted)).toBe(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent.length).toBe(6)
})

it('passes a refusal and a broken connection on at once', async () => {
  const { sent, ask } = network()
  const refused = expect(hedged(ask)).rejects.toMatchObject({ status: 404 })
  sent[0]?.fail(new ApiError(404, 'There is no such stream.'))
  await refused
  const broken = expect(hedged(ask)).rejects.toMatchObject({ status: 0 })
  sent[1]?.fail(unreachable())
  await broken
  expect(sent.length).toBe(2)
})

it('leaves with its caller', async () => {
  const { sent, ask } = network()
  const caller = new AbortController()
  const ended = expect(hedged(ask, caller.signal)).rejects.toBe('gone')
  caller.abort('gone')
  await ended
  expect(sent[0]?.signal.aborted).toBe(true)
})

it('once one question is answered after a silence, all others that wait are asked again', async () => {
  const { sent, ask } = network()
  const [first, second] = [hedged(ask), hedged(ask)]
  await vi.advanceTimersByTimeAsync(7_000)
  expect(connection.currentConnection()).toEqual({ state: 'silent', since: now })
  expect(sent.length).toBe(4)
  sent[2]?.answer('first')
  expect(await first).toBe('first')
  expect(connection.currentConnection()).toEqual({ state: 'fine' })
  await vi.advanceTimersByTimeAsync(1)
  expect(sent.length).toBe(5)
  sent[4]?.answer('second')
  expect(await second).toBe('second')
})

it('keeps connections free for asking again, however many questions were swallowed', async () => {
  const { sent, ask } = network()
  const all = Array.from({ length: 7 }, () => hedged(ask))
  await vi.advanceTimersByTimeAsync(5_000)
  expect(sent.slice(0, 7).filter(({ signal }) => !signal.aborted).length).toBe(3)
  for (const { answer } of sent) answer('well again')
  expect(await Promise.all(all)).toEqual(all.map(() => 'well again'))
})

it('calls no question lost while others are answered', async () => {
  const { ask } = network()
  const caller = new AbortController()
  const slow = hedged(ask, caller.signal).catch(() => {})
  for (let second = 0; second < 12; second++) {
    await vi.advanceTimersByTimeAsync(1_000)
    connection.noteAnswer()
    expect(connection.currentConnection().state).toBe('fine')
  }
  caller.abort()
  await slow
})

it('tells that one is signed out, since when, and that one is signed in again', () => {
  connection.noteAnswer(true)
  vi.advanceTimersByTime(3_000)
  connection.noteAnswer(true)
  expect(connection.currentConnection()).toEqual({ state: 'signedOut', since: now })
  connection.noteAnswer()
  expect(connection.currentConnection()).toEqual({ state: 'fine' })
})
