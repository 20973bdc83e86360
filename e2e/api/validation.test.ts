import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startApi } from './api-under-test'

// The first question imports the AWS SDK, which takes a busy machine a while.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())

const stream = '/v3/images/custom/img/logstreams/3.2.1%2F1'
const iso = 'must be in the ISO 8601 format: YYYY-MM-DDThh:mm:ssZ. (e.g. 1984-09-15T19:20:30Z or 1984-09-15).'

describe('a request that cannot be answered says why in upstream’s words, and AWS is not asked', () => {
  it.each([
    ['/v3/images/custom/1abc', "'1abc' does not match '^[a-zA-Z][a-zA-Z0-9-]+$'"],
    ['/v3/images/custom/a', "'a' does not match '^[a-zA-Z][a-zA-Z0-9-]+$'"],
    ['/v3/images/custom/a%20b/stackevents', "'a b' does not match '^[a-zA-Z][a-zA-Z0-9-]+$'"],
    ['/v3/images/custom/img%0A', "'img\n' does not match '^[a-zA-Z][a-zA-Z0-9-]+$'"],
    [
      '/v3/images/custom?region=us-east-1.evil.example%23',
      "invalid or unsupported region 'us-east-1.evil.example#'",
    ],
    ['/v3/images/custom?region=US-EAST-1', "invalid or unsupported region 'US-EAST-1'"],
    ['/v3/images/custom?account=other', "unknown account 'other'"],
    ['/v3/images/custom?imageStatus=BAD', "'BAD' is not one of ['AVAILABLE', 'PENDING', 'FAILED']"],
    [`${stream}?limit=abc`, "Wrong type, expected 'integer' for query parameter 'limit'"],
    [`${stream}?limit=`, "Wrong type, expected 'integer' for query parameter 'limit'"],
    [`${stream}?limit=3.7`, "Wrong type, expected 'integer' for query parameter 'limit'"],
    [`${stream}?limit=1e3`, "Wrong type, expected 'integer' for query parameter 'limit'"],
    [`${stream}?limit=0`, "'limit' must be a positive integer."],
    [`${stream}?limit=-1`, "'limit' must be a positive integer."],
    [`${stream}?limit=10001`, "'limit' must be less than or equal to 10000."],
    [`${stream}?startFromHead=1`, "Wrong type, expected 'boolean' for query parameter 'startFromHead'"],
    [`${stream}?startFromHead=`, "Wrong type, expected 'boolean' for query parameter 'startFromHead'"],
    [`${stream}?startTime=yesterday`, `start_time filter ${iso}`],
    [`${stream}?startTime=now-1y`, `start_time filter ${iso}`],
    [`${stream}?startTime=2021-02-30`, `start_time filter ${iso}`],
    [`${stream}?startTime=1969-12-31`, `start_time filter ${iso}`],
    [`${stream}?endTime=2021-06-02T24:00:00Z`, `end_time filter ${iso}`],
    [
      `${stream}?startTime=2021-06-02&endTime=2021-06-02`,
      'start_time filter must be earlier than end_time filter.',
    ],
    [`${stream}?nextToken=a%00b`, "control characters are not allowed in 'nextToken'"],
    ['/v3/images/custom/img/logstreams/a%0Ab', "control characters are not allowed in 'logStreamName'"],
    [
      '/v3/images/custom/img/stackevents?stackId=arn:aws:cloudformation:us-east-1:123456789012:stack/other/1',
      '',
    ],
  ])('%s', async (address, message) => {
    await api.aws.delete('calls')
    const { status, body } = await api.ask(address)
    expect({ status, body }).toEqual({
      status: 400,
      body: { message: expect.stringContaining(`Bad Request: ${message}`) },
    })
    expect(await api.aws.get('calls')).toMatchObject({ total: 0 })
  })

  it.each(['now', 'now-1h', '1622649310000', '1622649310'])(
    'startTime=%s is a time, as it is in a page',
    async (text) => {
      const { status } = await api.ask(`${stream}?startTime=${text}`)
      expect(status).toBe(404)
    },
  )

  it('complains about type first, then region, then the rest', async () => {
    const first = async (query: string) => (await api.ask(`${stream}?${query}`)).body.message
    expect(await first('limit=x&region=nowhere&startTime=now')).toContain("query parameter 'limit'")
    expect(await first('limit=-1&region=nowhere&startTime=now')).toContain("region 'nowhere'")
    expect(await first('limit=-1&startTime=now')).toContain("'limit' must be")
  })

  it('answers unknown addresses and methods as JSON too', async () => {
    expect(await api.ask('/v3/nothing')).toMatchObject({ status: 404, body: { message: expect.any(String) } })
    expect(await api.ask('/v3/images/official')).toMatchObject({ status: 404 })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      expect(await api.ask('/v3/images/custom', { method })).toMatchObject({
        status: 405,
        body: { message: 'The method is not allowed for the requested URL.' },
      })
    }
  })
})

describe('a stream is read', () => {
  const logGroupName = '/aws/imagebuilder/ParallelClusterImage-img'
  const startTime = Date.UTC(2021, 5, 2, 13, 55, 0)
  beforeAll(async () => {
    await api.aws.post('streams', {
      logGroupName,
      logStreamName: '3.2.1/1',
      lines: 100,
      startTime,
      everyMs: 1000,
    })
    await api.aws.post('events', {
      logGroupName,
      logStreamName: 'a+b c/ü',
      events: [{ timestamp: startTime, message: 'here' }],
    })
  })

  it.each(['3.2.1%2F1', '3.2.1/1'])('by the name %s', async (name) => {
    const { status, body } = await api.ask(
      `/v3/images/custom/img/logstreams/${name}?limit=2&startFromHead=True`,
    )
    expect(status).toBe(200)
    expect(body.events).toEqual([
      { timestamp: '2021-06-02T13:55:00.000Z', message: expect.any(String) },
      { timestamp: '2021-06-02T13:55:01.000Z', message: expect.any(String) },
    ])
    expect([body.nextToken, body.prevToken]).toEqual([
      expect.stringMatching(/^f\//),
      expect.stringMatching(/^b\//),
    ])
  })

  it('whose name has characters that addresses escape', async () => {
    const { body } = await api.ask(`/v3/images/custom/img/logstreams/${encodeURIComponent('a+b c/ü')}`)
    expect(body.events).toEqual([{ timestamp: '2021-06-02T13:55:00.000Z', message: 'here' }])
  })

  it.each([
    ['startTime=2021-06-02T15:55:10 02:00&endTime=2021-06-02T13:55:12Z', 2],
    ['startTime=2021-06-02T13:55:10&endTime=2021-06-02T13:55:11.000001', 1],
    ['startTime=20210602T135510Z&endTime=2021-06-02%2013:55:11Z', 1],
    ['startTime=1970-01-01&startTime=2021-06-02T13:56:39z', 1],
    ['startTime=&endTime=&nextToken=&region=&STARTTIME=now&limit=5.0', 5],
  ])('with %s', async (query, count) => {
    const { status, body } = await api.ask(`${stream}?startFromHead=true&${query}`)
    expect([status, body.events?.length]).toEqual([200, count])
  })

  it('to its end, which is the answer that repeats the token', async () => {
    let token: string | undefined
    let events = 0
    for (;;) {
      const next = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`
      const { body } = await api.ask(`${stream}?limit=7&startFromHead=true${next}`)
      events += body.events.length
      if (body.nextToken === token) break
      token = body.nextToken
    }
    expect(events).toBe(100)
  })

  it('not at all when it is missing, and says what is', async () => {
    expect((await api.ask('/v3/images/custom/img/logstreams/nope')).body).toEqual({
      message: 'The specified log stream nope does not exist.',
    })
    const missing = { message: 'Unable to find image logs, please double check if image id=gone is correct.' }
    expect(await api.ask('/v3/images/custom/gone/logstreams/1')).toMatchObject({ status: 404, body: missing })
    expect(await api.ask('/v3/images/custom/gone/logstreams')).toMatchObject({ status: 404, body: missing })
    expect(await api.ask(`${stream}?nextToken=nonsense`)).toMatchObject({
      status: 400,
      body: { message: 'Bad Request: The specified nextToken is invalid.' },
    })
  })
})
