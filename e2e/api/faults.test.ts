import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  // Two attempts show that the SDK asks again, and wait less than three.
  process.env.AWS_MAX_ATTEMPTS = '2'
  api = await startApi()
  // Loading the handlers is no part of an answer.
  const addresses = addressesOf('/v3/images/custom/any')
  await Promise.all(addresses.map((address) => api.ask(`${address}?region=nowhere`)))
})
afterAll(() => api.close())

function addressesOf(image: string): string[] {
  const ofImage = ['', '/logstreams', '/logstreams/3.2.1%2F1', '/stackevents', '/cause', '/outline']
  return ['/v3/images/custom', ...ofImage.map((path) => image + path)]
}

const declared = [400, 401, 404, 429, 500]

/** Reads to the end, asking again whatever failed. Answers what every failure said. */
async function readThrough(imageId: string, logStreamName: string) {
  const messages: string[] = []
  const failures: { status: number; message: string }[] = []
  let token: string | undefined
  for (;;) {
    const next = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`
    const name = encodeURIComponent(logStreamName)
    const address = `/v3/images/custom/${imageId}/logstreams/${name}?startFromHead=true&limit=1000${next}`
    const { status, body } = await api.ask(address)
    if (status !== 200) {
      failures.push({ status, message: body.message })
      if (failures.length > 20) throw new Error(`It never got better: ${body.message}`)
      continue
    }
    messages.push(...body.events.map((event: { message: string }) => event.message))
    if (body.nextToken === token) return { messages, failures }
    token = body.nextToken
  }
}

// Each has a stream of its own, so all go at once.
it.concurrent.each([
  // Silence is cut short, and the SDK's second attempt answers.
  ['hang', 1, undefined, /./],
  ['stall', 1, undefined, /./],
  ['throttle', 3, 429, /Rate exceeded/],
  ['internalError', 3, 500, /^Unexpected error when retrieving log events: /],
  ['serviceUnavailable', 3, 500, /^Unexpected error when retrieving log events: /],
  ['accessDenied', 2, 401, /is not authorized to perform/],
  ['expiredToken', 2, 401, /expired/],
  ['invalidCredentials', 2, 401, /invalid/],
  ['clockSkew', 3, 401, /./],
  ['html', 3, 500, /cannot be read \(HTTP 502\)/],
  ['truncate', 3, 500, /events: AWS broke the connection off \(ECONNRESET\)\.$/],
  ['reset', 3, 500, /events: AWS broke the connection off \(ECONNRESET\)\.$/],
  ['delay', 2, undefined, /./],
])(
  '6,000 events come through %s, each once and to the last',
  async (kind, count, status, message) => {
    const [imageId, logStreamName] = [`through-${kind}`, `3.2.1/${kind}`]
    const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
    const startTime = Date.now() - 600_000
    await api.aws.post('streams', {
      logGroupName,
      logStreamName,
      lines: 6000,
      startTime,
      perTimestamp: 7,
      template: '{n}',
    })
    const { id } = await api.aws.post<{ id: string }>('faults', {
      kind,
      operation: 'GetLogEvents',
      logStreamName,
      after: 2,
      count,
      delayMs: 300,
    })
    const { messages, failures } = await readThrough(imageId, logStreamName)
    await api.aws.delete(`faults/${id}`)
    expect(messages.length).toBe(6000)
    expect(new Set(messages).size).toBe(6000)
    for (const failure of failures) {
      expect(declared).toContain(failure.status)
      expect(failure.message).not.toMatch(/Unexpected token|JSON|<html|\n\s+at /)
      if (status !== undefined) expect(failure).toEqual({ status, message: expect.stringMatching(message) })
    }
    if (status === undefined) expect(failures).toEqual([])
    else if (kind !== 'clockSkew') expect(failures.length).toBeGreaterThan(0)
  },
  60_000,
)

// Where nothing answers at all the SDK's own patience would be longer than any caller's.
it.concurrent.each([
  ['hang', 'eu-west-1'],
  ['stall', 'eu-west-2'],
  ['trickle', 'eu-west-3'],
])(
  'no answer waits for AWS without end, whatever AWS is asked for it (%s)',
  async (kind, region) => {
    const imageId = `silent-${kind}`
    const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
    await api.aws.post('streams', { region, logGroupName, logStreamName: '3.2.1/1', lines: 10 })
    await api.aws.post('faults', { kind, region })
    const image = `/v3/images/custom/${imageId}`
    const answers = await Promise.all(
      addressesOf(image).map((address) => api.ask(`${address}?region=${region}&logStreamName=3.2.1/1`)),
    )
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({
        status: 500,
        body: { message: expect.stringMatching(/AWS did not answer in time\.$/) },
      })
    }
  },
  60_000,
)

it('a refused EC2 leaves the list standing and says what is missing', async () => {
  await api.aws.post('stacks', {
    stackName: 'standing',
    stackStatus: 'CREATE_IN_PROGRESS',
    tags: { 'parallelcluster:image_id': 'standing', 'parallelcluster:version': '3.13.0' },
  })
  await api.aws.post('faults', { kind: 'accessDenied', operation: 'DescribeImages' })
  const { status, body } = await api.ask('/v3/images/custom')
  await api.aws.delete('faults')
  expect(status).toBe(200)
  expect(body.images.map(({ imageId }: { imageId: string }) => imageId)).toContain('standing')
  expect(body.warnings).toEqual([expect.stringMatching(/^AMIs could not be read: .*not authorized/)])
})

// Each in a region of its own: what the tests before have read is shared for some seconds.
it.each([
  ['DescribeStacks', 'ap-south-1'],
  ['DescribeLogGroups', 'ap-northeast-1'],
])(
  'a failing %s is a failure, never a shorter list',
  async (operation, region) => {
    await api.aws.post('faults', { kind: 'serviceUnavailable', operation, region })
    const { status, body } = await api.ask(`/v3/images/custom?region=${region}`)
    await api.aws.delete('faults')
    expect({ status, body }).toEqual({
      status: 500,
      body: { message: expect.stringContaining('Unable to list images') },
    })
  },
  30_000,
)
