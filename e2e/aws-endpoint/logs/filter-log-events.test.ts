import { FilterLogEventsCommand, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs'
import { expect, test } from 'vitest'
import { refusal, testEndpoint } from '../test-endpoint'

const { logs, embedded } = await testEndpoint()

async function write(logStreamName: string, ...events: (readonly [timestamp: number, message: string])[]) {
  const written = events.map(([timestamp, message]) => ({ timestamp, message }))
  await embedded('events', { logGroupName: 'g', logStreamName, events: written })
}
const filter = (input: object = {}) => logs.send(new FilterLogEventsCommand({ logGroupName: 'g', ...input }))

test('interleaves the streams by time and includes endTime', async () => {
  await write('a', [1, 'a1'], [3, 'a3'], [4, 'a4'])
  await write('b', [2, 'b2'], [3, 'b3'])
  const { events, searchedLogStreams } = await filter({ endTime: 3 })
  expect(events?.map((event) => `${event.logStreamName}:${event.message}`)).toEqual([
    'a:a1',
    'b:b2',
    'a:a3',
    'b:b3',
  ])
  expect(events?.[0]?.eventId).toMatch(/^\d{56}$/)
  expect(searchedLogStreams).toEqual([])
})

test('keeps to the streams that are named', async () => {
  await write('3.1.2/1', [1, 'one'])
  await write('3.1.2/2', [2, 'two'])
  expect((await filter({ logStreamNames: ['3.1.2/2'] })).events).toHaveLength(1)
  expect((await filter({ logStreamNamePrefix: '3.1.2/' })).events).toHaveLength(2)
})

test('keeps to the events that hold every term of the pattern', async () => {
  await write('a', [1, 'FATAL: no such package'], [2, 'FATAL'], [3, 'no such package'])
  const { events } = await filter({ filterPattern: 'FATAL "no such package"' })
  expect(events?.map((event) => event.timestamp)).toEqual([1])
})

test('pages through every event once, a run of one millisecond included', async () => {
  await write('a', ...Array.from({ length: 7 }, (_, i) => [5, `a${i}`] as const))
  await write('b', ...Array.from({ length: 6 }, (_, i) => [5, `b${i}`] as const))
  const messages: unknown[] = []
  for await (const page of paginateFilterLogEvents({ client: logs }, { logGroupName: 'g', limit: 3 })) {
    messages.push(...(page.events ?? []).map((event) => event.message))
  }
  expect(messages).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((n) => `a${n}`).concat([0, 1, 2, 3, 4, 5].map((n) => `b${n}`)),
  )
})

test('refuses a token it never gave', async () => {
  await write('a', [1, 'x'])
  expect(await refusal(filter({ nextToken: 'x' }))).toEqual([
    'InvalidParameterException',
    'The specified nextToken is invalid.',
  ])
})
