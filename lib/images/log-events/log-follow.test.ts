import { describe, expect, it } from 'vitest'
import { indexOfAnchor } from './held-log'
import { LogReader } from './log-reader'
import { base, numbered, Stream, textOf } from './stream-fixture'

const second = 1_000
const minute = 60_000

async function following(stream: Stream) {
  const reader = new LogReader(stream.read)
  await reader.open({ at: 'end' })
  while (reader.getState().older.state !== 'end') await reader.loadOlder()
  return reader
}

const lines = (stream: Stream) => stream.events.map(({ message }) => message)

describe('following a burst', () => {
  it('reaches the end of 120,000 lines that came at once, and of what comes after them', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(...numbered(20, 1))
    const reader = await following(stream)
    const burst = Array.from({ length: 120_000 }, (_, n) => ({
      timestamp: base + 100 + Math.floor(n / 10),
      message: `burst ${n}`,
    }))
    stream.put(...burst)
    await reader.poll()
    expect(reader.getState().catchingUp).toBe(true)
    while (reader.getState().catchingUp) await reader.poll()
    stream.put({ timestamp: base + minute, message: 'and on' })
    for (let look = 0; look < 5; look++) await reader.poll()
    expect(textOf(reader)).toEqual(lines(stream))
  })

  it('keeps up with 3,000 lines a second at two or three calls a second', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(...numbered(20, 1))
    const reader = await following(stream)
    stream.calls = 0
    for (let now = 0; now < 30; now++) {
      const from = base + 100 + now * second
      stream.put(
        ...Array.from({ length: 3_000 }, (_, n) => ({
          timestamp: from + Math.floor(n / 3),
          message: `${now} ${n}`,
        })),
      )
      await reader.poll()
    }
    expect(textOf(reader)).toEqual(lines(stream))
    expect(stream.calls).toBeLessThanOrEqual(90)
  })

  it('counts equal lines on both sides of a page’s edge', async () => {
    const stream = new Stream()
    stream.put(...numbered(6, 1))
    const reader = await following(stream)
    stream.put(...Array.from({ length: 20 }, () => ({ timestamp: base + 50, message: '.' })))
    await reader.poll()
    expect(textOf(reader)).toEqual(lines(stream))
  })

  it('tells of new lines behind a millisecond that fills more than a page', async () => {
    const stream = new Stream()
    stream.pageSize = 100
    stream.put(...Array.from({ length: 3_000 }, (_, n) => ({ timestamp: base, message: `same ${n}` })))
    const reader = await following(stream)
    await reader.poll()
    stream.put({ timestamp: base, message: 'one more' }, { timestamp: base + 5, message: 'later' })
    for (let look = 0; look < 16; look++) await reader.poll()
    expect(textOf(reader)).toEqual(lines(stream))
  })
})

describe('looking once more for late events', () => {
  for (const late of [15 * second, minute, 5 * minute]) {
    it(`finds an event that comes ${late / second} s late within two minutes, in its place`, async () => {
      const stream = new Stream()
      stream.pageSize = 10_000
      stream.put(
        ...Array.from({ length: 900 }, (_, n) => ({ timestamp: base + n * second, message: `${n}` })),
      )
      const reader = await following(stream)
      stream.put({ timestamp: base + 899 * second - late, message: 'late' })
      for (let look = 0; look < 4; look++) await reader.poll()
      await reader.sweep(1)
      await reader.sweep(2)
      expect(textOf(reader)).toEqual(lines(stream))
      expect(reader.getState().arrived).toBe(1)
    })
  }

  it('costs one read a minute, and goes through a log of several pages page by page', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(...Array.from({ length: 25_000 }, (_, n) => ({ timestamp: base + n * 100, message: `${n}` })))
    const reader = await following(stream)
    const early = { timestamp: base + 150, message: 'early and late' }
    stream.put(early)
    stream.calls = 0
    for (let now = 1; now <= 5; now++) await reader.sweep(now)
    expect(stream.calls).toBe(5)
    expect(textOf(reader)).toEqual(lines(stream))
  })

  it('finds what belongs on the last page within two minutes, however long the log', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(...Array.from({ length: 60_000 }, (_, n) => ({ timestamp: base + n * 50, message: `${n}` })))
    const reader = await following(stream)
    stream.calls = 0
    for (let now = 1; now <= 20; now += 2) {
      stream.put({ timestamp: base + 60_000 * 50 - 5 * minute - now, message: `late ${now}` })
      for (const round of [now, now + 1]) await reader.sweep(round)
      expect(textOf(reader)).toContain(`late ${now}`)
    }
    expect(stream.calls).toBe(20)
    const early = { timestamp: base + 150, message: 'early and late' }
    stream.put(early)
    for (let now = 21; now <= 32; now++) await reader.sweep(now)
    expect(textOf(reader)).toEqual(lines(stream))
  })

  it('does not lose its place in a millisecond that a page cuts in two', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(
      ...Array.from({ length: 24_000 }, (_, n) => ({
        timestamp: base + Math.floor(n / 7),
        message: `${n % 3}`,
      })),
    )
    const reader = await following(stream)
    stream.put({ timestamp: base + 3, message: 'late' }, { timestamp: base + 2_000, message: 'late too' })
    for (let now = 1; now <= 5; now++) await reader.sweep(now)
    expect(textOf(reader)).toEqual(lines(stream))
    expect(reader.getState().vanished).toBe(0)
  })

  it('finds events late in a log whose clock runs ahead', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    const ahead = Date.now() + 30 * minute
    stream.put({ timestamp: ahead, message: 'first' }, { timestamp: ahead + 5 * minute, message: 'third' })
    const reader = await following(stream)
    stream.put({ timestamp: ahead + minute, message: 'second' })
    await reader.sweep(1)
    expect(textOf(reader)).toEqual(['first', 'second', 'third'])
  })

  it('looks no further back than what is held without a gap', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(...Array.from({ length: 2_000 }, (_, n) => ({ timestamp: base + n * 100, message: `${n}` })))
    const reader = new LogReader(stream.read)
    await reader.open({ at: 'end' })
    const before = textOf(reader)
    await reader.sweep(1)
    expect(textOf(reader)).toEqual(before)
  })

  it('says when what is held is gone: deleted, or its stream made anew', async () => {
    const stream = new Stream()
    stream.pageSize = 10_000
    stream.put(...numbered(40, 1))
    const reader = await following(stream)
    await reader.sweep(1)
    expect(reader.getState().vanished).toBe(0)
    stream.events = [{ timestamp: base + 5 * minute, message: 'anew' }]
    await reader.poll()
    await reader.sweep(2)
    expect(reader.getState().vanished).toBe(40)
    await reader.retry()
    await reader.loadOlder()
    expect([textOf(reader), reader.getState().vanished]).toEqual([['anew'], 0])
  })
})

it('opens at the 15,001st and the last of 30,000 events of one millisecond', async () => {
  const stream = new Stream()
  stream.pageSize = 10_000
  stream.put(
    ...numbered(10, 1),
    ...Array.from({ length: 30_000 }, (_, n) => ({ timestamp: base + 100, message: `same ${n}` })),
    { timestamp: base + 200, message: 'after' },
  )
  for (const ordinal of [600, 9_000, 15_000, 29_999]) {
    const reader = new LogReader(stream.read)
    await reader.open({ at: 'moment', timestamp: base + 100, ordinal })
    const { held } = reader.getState()
    const { index, exact } = indexOfAnchor(held, { timestamp: base + 100, ordinal })
    expect([held.messages[index], exact]).toEqual([`same ${ordinal}`, true])
  }
})

it('loses nothing that comes while an older page is settled', async () => {
  const stream = new Stream()
  stream.pageSize = 5
  stream.repeats = 2
  stream.put(...numbered(30, 4))
  let settling = () => {}
  const isSettling = new Promise<void>((resolve) => {
    settling = resolve
  })
  let goOn = () => {}
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const reader = new LogReader(async (request) => {
    if (request.endTime !== undefined && request.endTime === (request.startTime ?? 0) + 1) {
      settling()
      await gate
    }
    return stream.page(request)
  })
  await reader.open({ at: 'end' })
  const older = reader.loadOlder()
  await isSettling
  stream.put({ timestamp: base + 60_000, message: 'meanwhile' })
  await reader.poll()
  goOn()
  await older
  expect(textOf(reader).at(-1)).toBe('meanwhile')
})
