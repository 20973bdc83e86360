import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/lib/api-error'
import { LogFollower } from './log-follower'
import { LogReader } from './log-reader'
import { base, numbered, Stream, textOf } from './stream-fixture'

const now = base + 10 * 60_000

beforeEach(() => {
  vi.useFakeTimers({ now })
  return () => {
    vi.useRealTimers()
  }
})

/** A followed stream on a page that is seen or not, behind a network that can be told to do worse than answer. */
async function followed() {
  const stream = new Stream()
  stream.pageSize = 10_000
  stream.put(...numbered(20, 1))
  const page = { hidden: false, seen: () => {} }
  const network: { failure: unknown; swallows: boolean } = { failure: undefined, swallows: false }
  const reader = new LogReader(async (request) => {
    if (network.swallows) await new Promise(() => {})
    if (network.failure !== undefined) throw network.failure
    return stream.page(request)
  })
  await reader.open({ at: 'end' })
  await reader.loadOlder()
  const follower = new LogFollower(reader, {
    isHidden: () => page.hidden,
    onSeen: (listener) => {
      page.seen = listener
      return () => {
        page.seen = () => {}
      }
    },
  })
  follower.start()
  return { stream, page, network, reader, follower }
}

it('shows what comes within two seconds', async () => {
  const { stream, reader, follower } = await followed()
  await vi.advanceTimersByTimeAsync(20_000)
  stream.put({ timestamp: base + 50, message: 'new' })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(textOf(reader).at(-1)).toBe('new')
  expect(follower.getState()).toEqual({ state: 'well' })
})

it('says since when it fails and why, and reads on within 10 s of things being well again', async () => {
  const { stream, network, reader, follower } = await followed()
  await vi.advanceTimersByTimeAsync(2_500)
  network.failure = new ApiError(500, 'ServiceUnavailable')
  await vi.advanceTimersByTimeAsync(120_000)
  expect(follower.getState()).toEqual({
    state: 'failing',
    since: expect.any(Number),
    error: network.failure,
  })
  const { since } = follower.getState() as { since: number }
  expect(since - now).toBeGreaterThan(0)
  expect(since - now).toBeLessThan(5_000)
  stream.put({ timestamp: base + 50, message: 'new' })
  network.failure = undefined
  await vi.advanceTimersByTimeAsync(8_000)
  expect(textOf(reader).at(-1)).toBe('new')
  expect(follower.getState()).toEqual({ state: 'well' })
})

it('says so while no answer comes at all', async () => {
  const { network, follower } = await followed()
  network.swallows = true
  await vi.advanceTimersByTimeAsync(7_000)
  expect(follower.getState()).toMatchObject({ state: 'failing', error: undefined })
})

it('looks for late events once a minute, at one read each time', async () => {
  const { stream, follower } = await followed()
  const reads: number[] = []
  for (let minute = 0; minute < 5; minute++) {
    stream.put({ timestamp: base - 60_000 - minute, message: `late ${minute}` })
    await vi.advanceTimersByTimeAsync(62_000)
    reads.push(stream.calls)
  }
  follower.stop()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(stream.calls).toBe(reads.at(-1))
  expect(stream.sweeps).toBe(5)
})

it('asks seldom in a hidden tab, and at once when it is seen again', async () => {
  const { stream, page, reader } = await followed()
  page.hidden = true
  await vi.advanceTimersByTimeAsync(2_000)
  stream.calls = 0
  await vi.advanceTimersByTimeAsync(60_000)
  expect(stream.calls).toBeLessThanOrEqual(13)
  stream.put({ timestamp: base + 50, message: 'unseen' })
  page.hidden = false
  page.seen()
  await vi.advanceTimersByTimeAsync(0)
  expect(textOf(reader).at(-1)).toBe('unseen')
})

it('looks three times more after the end, once for what came late, and then asks nothing', async () => {
  const { stream, reader, follower } = await followed()
  await vi.advanceTimersByTimeAsync(5_000)
  stream.put({ timestamp: base - 90_000, message: 'very late' })
  follower.finish()
  await vi.advanceTimersByTimeAsync(10_000)
  stream.put({ timestamp: base + 50, message: 'last words' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(textOf(reader).at(-1)).toBe('last words')
  expect(textOf(reader)).toContain('very late')
  expect(follower.getState()).toEqual({ state: 'off' })
  const { calls } = stream
  await vi.advanceTimersByTimeAsync(600_000)
  expect(stream.calls).toBe(calls)
})

it('does not leave out the last looks because one of them failed', async () => {
  const { stream, network, reader, follower } = await followed()
  network.failure = new ApiError(0, 'unreachable')
  follower.finish()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(follower.getState()).toMatchObject({ state: 'failing' })
  stream.put({ timestamp: base + 50, message: 'last words' })
  network.failure = undefined
  await vi.advanceTimersByTimeAsync(30_000)
  expect(textOf(reader).at(-1)).toBe('last words')
  expect(follower.getState()).toEqual({ state: 'off' })
})

it('asks nothing of a log that was over when it was opened', async () => {
  const { stream, reader, follower } = await followed()
  follower.stop()
  const other = new LogFollower(reader)
  other.finish()
  const { calls } = stream
  await vi.advanceTimersByTimeAsync(60_000)
  expect(stream.calls).toBe(calls)
})
