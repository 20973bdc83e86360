import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { DescribeImagesCommand } from '@aws-sdk/client-ec2'
import { GetImageCommand } from '@aws-sdk/client-imagebuilder'
import { describe, expect, test } from 'vitest'
import { readAll, refusal, testEndpoint } from '../test-endpoint'
import type { FaultInput } from './fault'

const { logs, cloudformation, ec2, imagebuilder, embedded, config } = await testEndpoint()
const stream = { logGroupName: 'g', logStreamName: 's' }
const listGroups = (client = logs) => client.send(new DescribeLogGroupsCommand({}))
const addFault = async (fault: FaultInput) => (await embedded('faults', fault)).body

describe('faults that AWS words', () => {
  const asked = {
    logs: () => listGroups(),
    cloudformation: () => cloudformation.send(new DescribeStacksCommand({})),
    ec2: () => ec2.send(new DescribeImagesCommand({})),
    imagebuilder: () => imagebuilder.send(new GetImageCommand({ imageBuildVersionArn: 'arn:x' })),
  }
  test.each([
    ['throttle', 'logs', 'ThrottlingException', 'Rate exceeded'],
    ['throttle', 'cloudformation', 'Throttling', 'Rate exceeded'],
    ['throttle', 'ec2', 'RequestLimitExceeded', 'Request limit exceeded.'],
    ['throttle', 'imagebuilder', 'TooManyRequestsException', 'Rate exceeded'],
    ['accessDenied', 'logs', 'AccessDeniedException', 'is not authorized to perform: logs:DescribeLogGroups'],
    [
      'accessDenied',
      'cloudformation',
      'AccessDenied',
      'is not authorized to perform: cloudformation:DescribeStacks',
    ],
    ['accessDenied', 'ec2', 'UnauthorizedOperation', 'is not authorized to perform: ec2:DescribeImages'],
    [
      'expiredToken',
      'logs',
      'ExpiredTokenException',
      'The security token included in the request is expired',
    ],
    [
      'expiredToken',
      'cloudformation',
      'ExpiredToken',
      'The security token included in the request is expired',
    ],
    ['invalidCredentials', 'logs', 'UnrecognizedClientException', 'is invalid.'],
    ['invalidCredentials', 'cloudformation', 'InvalidClientTokenId', 'is invalid.'],
    ['clockSkew', 'logs', 'InvalidSignatureException', 'Signature expired'],
    ['clockSkew', 'cloudformation', 'SignatureDoesNotMatch', 'Signature expired'],
    ['serviceUnavailable', 'logs', 'ServiceUnavailableException', 'unavailable'],
  ] as const)('%s at %s is %s', async (kind, service, code, text) => {
    await addFault({ kind, service })
    const [name, message] = await refusal(asked[service]())
    expect(name).toBe(code)
    expect(message).toContain(text)
  })
})

describe('faults of the connection', () => {
  const impatient = new CloudWatchLogsClient({
    ...config,
    requestHandler: { requestTimeout: 150, throwOnRequestTimeout: true },
  })

  test('reset, truncate and html are no answer at all', async () => {
    for (const kind of ['reset', 'truncate', 'html'] as const) {
      await embedded('faults', undefined, 'DELETE')
      await addFault({ kind })
      await expect(listGroups()).rejects.toThrow()
    }
  })

  test('hang says nothing until the caller gives up', async () => {
    await addFault({ kind: 'hang' })
    expect((await refusal(listGroups(impatient)))[0]).toBe('TimeoutError')
  })

  test('delay answers well, later', async () => {
    await addFault({ kind: 'delay', delayMs: 400, count: 1 })
    expect((await refusal(listGroups(impatient)))[0]).toBe('TimeoutError')
    expect((await listGroups(impatient)).logGroups).toEqual([])
  })
})

describe('a fault meets', () => {
  test('only the calls it is meant for', async () => {
    await embedded('streams', { ...stream, lines: 1 })
    await addFault({ kind: 'throttle', operation: 'GetLogEvents', logStreamName: 'other' })
    await addFault({ kind: 'throttle', region: 'eu-west-1' })
    await addFault({ kind: 'throttle', containing: 'another-group' })
    expect((await logs.send(new GetLogEventsCommand(stream))).events).toHaveLength(1)
  })

  test('as many calls as its count, after those it lets through', async () => {
    const fault = await addFault({ kind: 'throttle', after: 1, count: 2 })
    const met = []
    for (let i = 0; i < 5; i += 1)
      met.push(
        await listGroups().then(
          () => 'ok',
          (error: Error) => error.name,
        ),
      )
    expect(met).toEqual(['ok', 'ThrottlingException', 'ThrottlingException', 'ok', 'ok'])
    expect((await embedded('faults')).body).toMatchObject([{ id: fault.id, hits: 2 }])
  })

  test('nothing once it is removed', async () => {
    const fault = await addFault({ kind: 'throttle' })
    await embedded(`faults/${fault.id}`, undefined, 'DELETE')
    expect((await listGroups()).logGroups).toEqual([])
  })
})

describe('calls', () => {
  test('are counted by operation with what they asked, until they are reset', async () => {
    await embedded('streams', { ...stream, lines: 3 })
    await readAll(logs, stream, 'forward')
    const { body } = await embedded('calls')
    expect(body.byOperation).toEqual({ GetLogEvents: 2 })
    expect(body.calls[0]).toMatchObject({
      operation: 'GetLogEvents',
      region: 'us-east-1',
      params: stream,
      status: 200,
    })
    await embedded('calls', undefined, 'DELETE')
    expect((await embedded('calls')).body).toMatchObject({ total: 0, byOperation: {}, calls: [] })
  })

  test('include those that met a fault', async () => {
    await addFault({ kind: 'reset' })
    await refusal(listGroups())
    expect((await embedded('calls?operation=DescribeLogGroups')).body.calls).toMatchObject([
      { fault: 'reset' },
    ])
  })
})

describe('streams', () => {
  test('are generated line by line, any number sharing a timestamp', async () => {
    const wanted = {
      ...stream,
      lines: 5,
      startTime: 1000,
      everyMs: 10,
      perTimestamp: 2,
      template: 'Stdout: {n}!',
    }
    await embedded('streams', wanted)
    expect((await readAll(logs, stream, 'forward')).events).toEqual([
      { timestamp: 1000, message: 'Stdout: 1!' },
      { timestamp: 1000, message: 'Stdout: 2!' },
      { timestamp: 1010, message: 'Stdout: 3!' },
      { timestamp: 1010, message: 'Stdout: 4!' },
      { timestamp: 1020, message: 'Stdout: 5!' },
    ])
  })

  test('take several templates in turn', async () => {
    await embedded('streams', { ...stream, lines: 3, startTime: 1000, template: ['a {n}', 'b {n}'] })
    const { events } = await readAll(logs, stream, 'forward')
    expect(events.map(({ message }) => message)).toEqual(['a 1', 'b 2', 'a 3'])
  })

  test('of a million lines can be read at their end', async () => {
    await embedded('streams', { ...stream, lines: 1_000_000 })
    const { events } = await logs.send(new GetLogEventsCommand({ ...stream, limit: 1 }))
    expect(events?.[0]?.message).toBe('Stdout: line 1000000')
  })
})

test('what a way does not take is a 400 that says why', async () => {
  const { status, body } = await embedded('faults', { kind: 'earthquake' })
  expect(status).toBe(400)
  expect(body.message).toContain('kind')
  expect((await embedded('nowhere')).status).toBe(404)
})
