import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetLogEventsCommand,
  type GetLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, test } from 'vitest'
import { readAll, refusal, testEndpoint } from '../test-endpoint'

const { logs, embedded } = await testEndpoint()
const stream = { logGroupName: '/aws/imagebuilder/ParallelClusterImage-demo', logStreamName: '3.13.0/1' }

async function write(...events: (readonly [timestamp: number, message: string])[]) {
  const body = { ...stream, events: events.map(([timestamp, message]) => ({ timestamp, message })) }
  expect((await embedded('events', body)).status).toBe(200)
}
const get = (input: object = {}) => logs.send(new GetLogEventsCommand({ ...stream, ...input }))
const messages = (page: GetLogEventsCommandOutput) => page.events?.map((event) => event.message)

describe('GetLogEvents', () => {
  test('gives the tail unless startFromHead is true, ascending either way', async () => {
    await write([1000, 'a'], [2000, 'b'], [3000, 'c'])
    expect(messages(await get({ limit: 2 }))).toEqual(['b', 'c'])
    expect(messages(await get({ limit: 2, startFromHead: true }))).toEqual(['a', 'b'])
  })

  test('includes startTime and excludes endTime', async () => {
    await write([1000, 'a'], [2000, 'b'], [3000, 'c'])
    expect(messages(await get({ startTime: 1000, endTime: 3000 }))).toEqual(['a', 'b'])
    expect(messages(await get({ startTime: 1001, endTime: 3001 }))).toEqual(['b', 'c'])
    expect(messages(await get({ startTime: 2000, endTime: 2000 }))).toEqual([])
  })

  test('gives timestamp, message and ingestionTime of each event', async () => {
    await embedded('events', { ...stream, events: [{ timestamp: 5, message: 'x' }], ingestionTime: 9 })
    expect((await get()).events).toEqual([{ timestamp: 5, message: 'x', ingestionTime: 9 }])
  })

  test('gives both tokens in the f/…/s and b/…/s form with 56 digits', async () => {
    await write([1_795_236_991_103, 'a'])
    const page = await get({ startFromHead: true })
    expect(page.nextForwardToken).toMatch(/^f\/\d{56}\/s$/)
    expect(page.nextBackwardToken).toMatch(/^b\/\d{56}\/s$/)
  })

  test('ends by giving back the token it was sent, in both directions', async () => {
    await write([1000, 'a'], [2000, 'b'])
    const { nextForwardToken, nextBackwardToken } = await get({ startFromHead: true })
    const atEnd = await get({ nextToken: nextForwardToken, startFromHead: true })
    expect([atEnd.events, atEnd.nextForwardToken]).toEqual([[], nextForwardToken])
    const atStart = await get({ nextToken: nextBackwardToken })
    expect([atStart.events, atStart.nextBackwardToken]).toEqual([[], nextBackwardToken])
  })

  test('lets a reader turn round at the end and read the same page backwards', async () => {
    await write([1000, 'a'], [2000, 'b'], [2000, 'c'])
    const head = await get({ startFromHead: true })
    const atEnd = await get({ nextToken: head.nextForwardToken, startFromHead: true })
    expect(messages(await get({ nextToken: atEnd.nextBackwardToken }))).toEqual(['a', 'b', 'c'])
  })

  test('answers an empty stream with [] and two tokens, and following one yields the first event ever written', async () => {
    await logs.send(new CreateLogGroupCommand({ logGroupName: stream.logGroupName }))
    await logs.send(new CreateLogStreamCommand(stream))
    const empty = await get()
    expect(empty.events).toEqual([])
    expect(empty.nextBackwardToken).toMatch(/^b\//)
    await write([Date.now() - 60_000, 'the first event ever'])
    const followed = await get({ nextToken: empty.nextForwardToken, startFromHead: true })
    expect(messages(followed)).toEqual(['the first event ever'])
  })

  test('never repeats an event to a reader that follows appends, same millisecond included', async () => {
    await write([1000, 'a'], [1000, 'b'])
    const first = await get({ startFromHead: true })
    await write([1000, 'c'], [1001, 'd'])
    const second = await get({ nextToken: first.nextForwardToken, startFromHead: true })
    expect(messages(second)).toEqual(['c', 'd'])
  })

  test('hides a late event from the forward token and shows it to a new query', async () => {
    await write([1000, 'a'], [3000, 'c'])
    const first = await get({ startFromHead: true })
    await write([2000, 'late'])
    expect(messages(await get({ nextToken: first.nextForwardToken, startFromHead: true }))).toEqual([])
    expect(messages(await get({ startFromHead: true }))).toEqual(['a', 'late', 'c'])
  })

  test('keeps the order of arrival inside one timestamp', async () => {
    await write([1000, 'z'], [1000, 'a'])
    await write([1000, 'm'])
    expect(messages(await get())).toEqual(['z', 'a', 'm'])
  })

  test('gives 10,000 events a page at most', async () => {
    await embedded('streams', { ...stream, lines: 10_001, startTime: 0, everyMs: 1 })
    expect((await get({ startFromHead: true })).events).toHaveLength(10_000)
  })

  test('gives 1 MB a page at most, and a single event of any size', async () => {
    await write(
      [1, 'x'.repeat(600_000)],
      [2, 'y'.repeat(600_000)],
      [3, 'z'.repeat(1_048_000)],
      [4, 'é'.repeat(600_000)],
    )
    const { pages } = await readAll(logs, stream, 'forward')
    expect(pages.map((page) => page.length)).toEqual([1, 1, 1, 1, 0])
    expect((await get()).events).toHaveLength(1)
  })

  test('applies the time range to the pages that follow a token', async () => {
    await write([1000, 'a'], [2000, 'b'], [3000, 'c'])
    const range = { startTime: 1000, endTime: 3000, limit: 1 }
    const { events } = await readAll(logs, { ...stream, ...range }, 'forward')
    expect(events.map((event) => event.message)).toEqual(['a', 'b'])
  })
})

describe('an idle stream read in windows of time', () => {
  const minute = 60_000

  test('gives empty pages in the middle, forwards and backwards, and loses nothing', async () => {
    await embedded('streams', { ...stream, timeWindowMs: minute })
    await write([0, 'a'], [100 * minute, 'b'], [100 * minute + 1, 'c'])
    for (const direction of ['forward', 'backward'] as const) {
      const { pages, events } = await readAll(logs, stream, direction)
      expect(events.map((event) => event.message)).toEqual(['a', 'b', 'c'])
      const firstFull = pages.findIndex((page) => page.length > 0)
      const lastFull = pages.findLastIndex((page) => page.length > 0)
      expect(pages.slice(firstFull, lastFull).some((page) => page.length === 0)).toBe(true)
    }
  })

  test('gives an empty first page for the tail of an old stream', async () => {
    await embedded('streams', { ...stream, timeWindowMs: minute })
    await write([Date.now() - 30 * minute, 'a'])
    const tail = await get()
    expect(tail.events).toEqual([])
    expect(tail.nextBackwardToken).not.toBe(tail.nextForwardToken?.replace('f', 'b'))
  })
})

describe("GetLogEvents' refusals", () => {
  const refused = (input: object) => refusal(get(input))

  test('name the missing group, else the missing stream', async () => {
    expect(await refused({})).toEqual([
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ])
    await write([1, 'a'])
    expect(await refused({ logStreamName: '9.9.9/1' })).toEqual([
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ])
  })

  test.each(['x', 'f/123/s', `g/${'0'.repeat(56)}/s`, `f/${'0'.repeat(55)}x/s`])(
    'call %j no token',
    async (nextToken) => {
      await write([1, 'a'])
      expect(await refused({ nextToken })).toEqual([
        'InvalidParameterException',
        'The specified nextToken is invalid.',
      ])
    },
  )

  test.each([
    [
      10_001,
      "Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    ],
    [
      0,
      "Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
  ])('bound limit: %d', async (limit, text) => {
    await write([1, 'a'])
    expect(await refused({ limit })).toEqual([
      'InvalidParameterException',
      `1 validation error detected: ${text}`,
    ])
  })

  test('refuse a name together with an identifier', async () => {
    expect(await refused({ logGroupIdentifier: 'x' })).toEqual([
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    ])
  })
})

test('a log group is found by its ARN too', async () => {
  await write([1, 'a'])
  const arn = `arn:aws:logs:us-east-1:123456789012:log-group:${stream.logGroupName}`
  const page = await logs.send(
    new GetLogEventsCommand({ logGroupIdentifier: arn, logStreamName: stream.logStreamName }),
  )
  expect(messages(page)).toEqual(['a'])
})
