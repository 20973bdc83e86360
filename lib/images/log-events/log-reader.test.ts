import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LogReader } from './log-reader'
import { base, numbered, Stream, textOf } from './stream-fixture'

async function readAll(reader: LogReader) {
  for (let turns = 0; turns < 500; turns++) {
    const { older, newer } = reader.getState()
    if (older.state === 'end' && newer.state === 'end') return
    await reader.loadOlder()
    await reader.loadNewer()
  }
}

describe('LogReader', () => {
  it('holds every event once, in CloudWatch’s order, from wherever it was opened', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ step: fc.integer({ min: 0, max: 2 }), text: fc.constantFrom('a', 'b', 'c') }), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: -5, max: 125 }),
        async (steps, pageSize, emptyEvery, moment) => {
          const stream = new Stream()
          let timestamp = base
          stream.put(
            ...steps.map(({ step, text }) => {
              timestamp += step
              return { timestamp, message: text }
            }),
          )
          Object.assign(stream, { pageSize, emptyEvery })
          const reader = new LogReader(stream.read)
          await reader.open({ at: 'moment', timestamp: base + moment, ordinal: 0 })
          await readAll(reader)
          expect(textOf(reader)).toEqual(stream.events.map(({ message }) => message))
        },
      ),
    )
  })

  it('takes late, equal and same-millisecond events of a running build into their place', async () => {
    const arrival = fc.record({
      late: fc.integer({ min: 0, max: 10_000 }),
      text: fc.constantFrom('x', 'y'),
      older: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(arrival, { maxLength: 40 }), async (arrivals) => {
        const stream = new Stream()
        stream.put(...numbered(30, 3))
        const reader = new LogReader(stream.read)
        await reader.open({ at: 'end' })
        let clock = base + 20_000
        for (const { late, text, older } of arrivals) {
          clock += 700
          stream.put({ timestamp: clock - late, message: text })
          if (older) await reader.loadOlder()
          await reader.poll()
        }
        // Four looks at most until one asks to the very end.
        for (let look = 0; look < 5; look++) await reader.poll()
        await readAll(reader)
        expect(textOf(reader)).toEqual(stream.events.map(({ message }) => message))
      }),
    )
  })

  it('opens at an end with one page and at a moment with two', async () => {
    const stream = new Stream()
    stream.pageSize = 1000
    stream.put(...numbered(5000, 1))
    const atEnd = new LogReader(stream.read)
    await atEnd.open({ at: 'end' })
    expect([stream.calls, atEnd.getState().held.messages.at(-1)]).toEqual([1, 'line 5000'])
    const atMoment = new LogReader(stream.read)
    await atMoment.open({ at: 'moment', timestamp: base + 2500, ordinal: 0 })
    expect(stream.calls).toBe(3)
    expect(atMoment.getState().held.messages).toContain('line 2501')
  })

  it('shows no event whose ordinal may still change', async () => {
    const stream = new Stream()
    stream.pageSize = 10
    stream.put(...numbered(40, 4))
    const reader = new LogReader(stream.read)
    await reader.open({ at: 'end' })
    expect(reader.getState().held.withheld).toBe(2)
    await reader.loadOlder()
    expect(textOf(reader)[0]).toBe('line 25')
  })

  it('keeps its lines when a page fails, and reads on after Retry', async () => {
    const stream = new Stream()
    stream.put(...numbered(30, 1))
    let failing = false
    const reader = new LogReader(async (request) => {
      if (failing) throw new Error('Rate exceeded')
      return stream.page(request)
    })
    await reader.open({ at: 'end' })
    failing = true
    await reader.loadOlder()
    expect(reader.getState().older).toMatchObject({ state: 'failed' })
    expect(textOf(reader).at(-1)).toBe('line 30')
    failing = false
    await readAll(reader)
    expect(textOf(reader)).toEqual(stream.events.map(({ message }) => message))
  })

  it('has each event once after a page failed in a burst and its token with it, and pages came twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: -1, max: 12 }),
        async (perMillisecond, more, repeats, failsAfter, moment) => {
          const stream = new Stream()
          stream.put(...numbered(60, perMillisecond))
          // A page holds a whole millisecond at least: where to read on by time is known.
          Object.assign(stream, { pageSize: 2 * perMillisecond + more, repeats, failsAfter })
          const reader = new LogReader(stream.read)
          await reader.open(
            moment < 0 ? { at: 'end' } : { at: 'moment', timestamp: base + moment, ordinal: 0 },
          )
          if (reader.getState().phase === 'failed') await reader.retry()
          await readAll(reader)
          expect(textOf(reader)).toEqual(stream.events.map(({ message }) => message))
        },
      ),
    )
  })
})
