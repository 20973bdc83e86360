import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { readAll, testEndpoint } from '../test-endpoint'

// A property is many whole readings over HTTP.
vi.setConfig({ testTimeout: 60_000 })

const { logs, embedded } = await testEndpoint()
const stream = { logGroupName: 'g', logStreamName: '1.0.0/1' }

// Few distinct times: runs of one millisecond that are longer than a page are the rule.
const times = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 40 })
const limit = fc.integer({ min: 1, max: 9 })
const direction = fc.constantFrom('forward' as const, 'backward' as const)
const timeWindowMs = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined })

async function write(timestamps: readonly number[], from = 0) {
  const events = timestamps.map((timestamp, i) => ({ timestamp, message: `${from + i}` }))
  await embedded('events', { ...stream, events })
}

/** CloudWatch's order: by time, then by arrival. */
function ordered(timestamps: readonly number[]) {
  return timestamps
    .map((timestamp, i) => ({ timestamp, message: `${i}` }))
    .toSorted((a, b) => a.timestamp - b.timestamp)
}

test('pages of any size read every event exactly once, in order, in both directions', async () => {
  await fc.assert(
    fc.asyncProperty(
      times,
      limit,
      direction,
      timeWindowMs,
      async (timestamps, limit, direction, timeWindowMs) => {
        await embedded('reset', {})
        await embedded('streams', { ...stream, ...(timeWindowMs === undefined ? {} : { timeWindowMs }) })
        await write(timestamps)
        const { events } = await readAll(logs, { ...stream, limit, startTime: 0 }, direction)
        expect(events).toEqual(ordered(timestamps))
      },
    ),
    { numRuns: 30 },
  )
})

test('events appended after a first page was read are read once, after those before them', async () => {
  await fc.assert(
    fc.asyncProperty(times, times, limit, async (first, then, limit) => {
      await embedded('reset', {})
      const appended = then.map((time) => time + 12).toSorted((a, b) => a - b)
      await write(first)
      let pages = 0
      const { events } = await readAll(logs, { ...stream, limit }, 'forward', async () => {
        pages += 1
        if (pages === 1) await write(appended, first.length)
      })
      expect(events).toEqual([...ordered(first), ...ordered([...first, ...appended]).slice(first.length)])
    }),
    { numRuns: 25 },
  )
})

test('a page read from the middle meets its neighbours without a gap or an overlap', async () => {
  await fc.assert(
    fc.asyncProperty(times, limit, fc.integer({ min: 0, max: 13 }), async (timestamps, limit, endTime) => {
      await embedded('reset', {})
      await write(timestamps)
      const middle = await logs.send(new GetLogEventsCommand({ ...stream, limit, startTime: 0, endTime }))
      const following = async (nextToken: string | undefined, startFromHead: boolean) =>
        (await logs.send(new GetLogEventsCommand({ ...stream, nextToken, startFromHead }))).events ?? []
      const before = await following(middle.nextBackwardToken, false)
      const after = await following(middle.nextForwardToken, true)
      const read = [...before, ...(middle.events ?? []), ...after].map((event) => event.message)
      expect(read).toEqual(ordered(timestamps).map((event) => event.message))
    }),
    { numRuns: 25 },
  )
})
