import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  type DescribeLogGroupsCommandInput,
  DescribeLogStreamsCommand,
  type DescribeLogStreamsCommandInput,
  DescribeQueriesCommand,
  GetLogEventsCommand,
  type InputLogEvent,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { describe, expect, test } from 'vitest'
import { awsClients, refusal, testEndpoint } from '../test-endpoint'

const { logs, embedded, url } = await testEndpoint()
const groups = (input: DescribeLogGroupsCommandInput = {}) => logs.send(new DescribeLogGroupsCommand(input))
const streams = (input: Partial<DescribeLogStreamsCommandInput> = {}) =>
  logs.send(new DescribeLogStreamsCommand({ logGroupName: 'g', ...input }))
const createGroup = (logGroupName: string) => logs.send(new CreateLogGroupCommand({ logGroupName }))
const createStream = (logStreamName: string) =>
  logs.send(new CreateLogStreamCommand({ logGroupName: 'g', logStreamName }))
const put = (logEvents: InputLogEvent[]) =>
  logs.send(new PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents }))

describe('DescribeLogGroups', () => {
  test('lists in ASCII order, 50 a page, with a token only while more remain', async () => {
    for (let i = 0; i < 51; i += 1) await createGroup(`${i % 2 === 0 ? 'a' : 'B'}${i}`)
    const first = await groups()
    const second = await groups({ nextToken: first.nextToken })
    expect(first.logGroups).toHaveLength(50)
    expect(second.nextToken).toBeUndefined()
    const names = [...(first.logGroups ?? []), ...(second.logGroups ?? [])].map((group) => group.logGroupName)
    expect(names).toEqual([...names].sort())
    expect(new Set(names).size).toBe(51)
  })

  test('matches a prefix, or a pattern anywhere, but not both', async () => {
    for (const name of ['/a/one', '/a/one-more', '/b/one']) await createGroup(name)
    expect((await groups({ logGroupNamePrefix: '/a/one' })).logGroups).toHaveLength(2)
    const [found] = (await groups({ logGroupNamePattern: 'b/o' })).logGroups ?? []
    expect(found?.logGroupName).toBe('/b/one')
    expect(found?.storedBytes).toBeUndefined()
    expect(await refusal(groups({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }))).toEqual([
      'InvalidParameterException',
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    ])
  })

  test('gives the ARN with and without the star', async () => {
    await createGroup('/a')
    const [group] = (await groups()).logGroups ?? []
    expect(group?.arn).toBe('arn:aws:logs:us-east-1:123456789012:log-group:/a:*')
    expect(group?.logGroupArn).toBe('arn:aws:logs:us-east-1:123456789012:log-group:/a')
  })

  test('keeps regions and accounts apart', async () => {
    await createGroup('here')
    const elsewhere = awsClients(url, 'eu-west-1').logs
    const stranger = awsClients(url, 'us-east-1', 'ASIADEMO999999999999').logs
    for (const client of [elsewhere, stranger]) {
      expect((await client.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([])
    }
  })
})

describe('DescribeLogStreams', () => {
  test('lists by name, 50 a page', async () => {
    await createGroup('g')
    for (let i = 51; i > 0; i -= 1) await createStream(`3.${i}.0/1`)
    const first = await streams()
    const second = await streams({ nextToken: first.nextToken })
    const names = [...(first.logStreams ?? []), ...(second.logStreams ?? [])].map(
      (stream) => stream.logStreamName,
    )
    expect(names).toHaveLength(51)
    expect(names).toEqual([...names].sort())
    expect(second.nextToken).toBeUndefined()
  })

  test('tells of an empty stream only that it exists', async () => {
    await createGroup('g')
    await createStream('3.2.1/1')
    const [stream] = (await streams()).logStreams ?? []
    expect(Object.keys(stream ?? {}).sort()).toEqual(['arn', 'creationTime', 'logStreamName', 'storedBytes'])
    expect(stream?.arn).toBe('arn:aws:logs:us-east-1:123456789012:log-group:g:log-stream:3.2.1/1')
  })

  test('tells the first and last times of a stream that holds events', async () => {
    const events = [
      { timestamp: 5, message: 'b' },
      { timestamp: 2, message: 'a' },
    ]
    await embedded('events', { logGroupName: 'g', logStreamName: 's', events, ingestionTime: 9 })
    expect((await streams()).logStreams).toMatchObject([
      { firstEventTimestamp: 2, lastEventTimestamp: 5, lastIngestionTime: 9, storedBytes: 0 },
    ])
  })

  test('orders by last event when asked, but not together with a prefix', async () => {
    for (const [logStreamName, timestamp] of [
      ['b', 1],
      ['a', 3],
      ['c', 2],
    ]) {
      await embedded('events', { logGroupName: 'g', logStreamName, events: [{ timestamp, message: 'x' }] })
    }
    const { logStreams } = await streams({ orderBy: 'LastEventTime', descending: true })
    expect(logStreams?.map((stream) => stream.logStreamName)).toEqual(['a', 'c', 'b'])
    const [name] = await refusal(streams({ orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }))
    expect(name).toBe('InvalidParameterException')
  })
})

describe('PutLogEvents', () => {
  const now = Date.now()

  test('writes what GetLogEvents reads', async () => {
    await createGroup('g')
    await createStream('s')
    await put([
      { timestamp: now, message: 'one' },
      { timestamp: now, message: 'two' },
    ])
    const page = await logs.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }))
    expect(page.events?.map((event) => event.message)).toEqual(['one', 'two'])
  })

  test('keeps the others when some are too old or too new', async () => {
    await createGroup('g')
    await createStream('s')
    const old = await put([
      { timestamp: now - 14.5 * 86_400_000, message: 'old' },
      { timestamp: now - 13.9 * 86_400_000, message: 'kept' },
    ])
    expect(old.rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 })
    const ahead = await put([
      { timestamp: now, message: 'kept' },
      { timestamp: now + 3 * 3_600_000, message: 'ahead' },
    ])
    expect(ahead.rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 })
    const page = await logs.send(new GetLogEventsCommand({ logGroupName: 'g', logStreamName: 's' }))
    expect(page.events?.map((event) => event.message)).toEqual(['kept', 'kept'])
  })

  test.each([
    [
      'disorder',
      [
        { timestamp: now, message: 'a' },
        { timestamp: now - 1, message: 'b' },
      ],
      /chronological order/,
    ],
    [
      'more than a day',
      [
        { timestamp: now - 86_400_001, message: 'a' },
        { timestamp: now, message: 'b' },
      ],
      /24 hours/,
    ],
    ['an empty message', [{ timestamp: now, message: '' }], /at 'logEvents\.1\.member\.message' failed/],
    ['an empty batch', [], /length greater than or equal to 1/],
    [
      'more than 1 MiB',
      Array.from({ length: 11 }, () => ({ timestamp: now, message: 'x'.repeat(100_000) })),
      /Upload too large/,
    ],
    [
      'more than 10,000 events',
      Array.from({ length: 10_001 }, () => ({ timestamp: now, message: 'x' })),
      /less than or equal to 10000/,
    ],
  ])('refuses %s', async (_what, batch, text) => {
    await createGroup('g')
    await createStream('s')
    const [name, message] = await refusal(put(batch))
    expect(name).toBe('InvalidParameterException')
    expect(message).toMatch(text)
  })
})

describe('groups and streams', () => {
  test('are made once', async () => {
    await createGroup('g')
    await createStream('s')
    expect(await refusal(createGroup('g'))).toEqual([
      'ResourceAlreadyExistsException',
      'The specified log group already exists',
    ])
    expect(await refusal(createStream('s'))).toEqual([
      'ResourceAlreadyExistsException',
      'The specified log stream already exists',
    ])
  })

  test('go together', async () => {
    await createGroup('g')
    await createStream('s')
    await logs.send(new DeleteLogGroupCommand({ logGroupName: 'g' }))
    expect(await refusal(streams())).toEqual([
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ])
  })
})

test('an operation it does not know is an UnknownOperationException', async () => {
  const [name] = await refusal(logs.send(new DescribeQueriesCommand({})))
  expect(name).toBe('UnknownOperationException')
})
