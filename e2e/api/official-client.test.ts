import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openApiDocument } from '@/lib/images/openapi'
import * as schemas from '@/lib/images/schemas'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  api = await startApi({ seeded: true })
})
afterAll(() => api.close())

/** What ParallelCluster's generated client requires of every answer before it gives it to its caller. */
function checkAsClient(value: unknown, where = 'answer') {
  expect(value, `${where} is null`).not.toBeNull()
  if (Array.isArray(value)) value.forEach((item, index) => void checkAsClient(item, `${where}[${index}]`))
  else if (typeof value === 'object') {
    for (const [name, field] of Object.entries(value ?? {})) {
      if (/[tT]oken$|Properties$/.test(name)) expect(typeof field, `${where}.${name}`).toBe('string')
      if (/[tT]imestamp$|Time$/.test(name)) expect(field).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      checkAsClient(field, `${where}.${name}`)
    }
  }
}

it('every answer about every seeded image passes the official client’s checks and our own schemas', async () => {
  const list = await api.ask('/v3/images/custom')
  checkAsClient(list.body)
  expect(schemas.images.strict().parse(list.body).images.length).toBeGreaterThan(15)
  for (const { imageId, hasLogGroup } of list.body.images) {
    const image = `/v3/images/custom/${imageId}`
    const described = await api.ask(image)
    checkAsClient(described.body)
    schemas.imageDescription.strict().parse(described.body)

    const stackEvents = await api.ask(`${image}/stackevents`)
    if (stackEvents.status === 404) expect(stackEvents.body.message).toContain('does not exist')
    else schemas.imageStackEvents.strict().parse(stackEvents.body)
    checkAsClient(stackEvents.body)

    const streams = await api.ask(`${image}/logstreams`)
    expect(streams.status).toBe(hasLogGroup ? 200 : 404)
    if (!hasLogGroup) continue
    checkAsClient(streams.body)
    for (const { logStreamName } of schemas.imageLogStreams.strict().parse(streams.body).logStreams) {
      const page = await api.ask(`${image}/logstreams/${encodeURIComponent(logStreamName)}?limit=5.0`)
      checkAsClient(page.body)
      schemas.imageLogEvents.strict().parse(page.body)
    }
  }
})

it.each(['AVAILABLE', 'PENDING', 'FAILED'])('the list of %s images is upstream’s', async (imageStatus) => {
  const { status, body } = await api.ask(`/v3/images/custom?imageStatus=${imageStatus}`)
  expect([status, body.images.length > 0]).toEqual([200, true])
  checkAsClient(body)
})

it('a stream without events keeps the list whole, and says so', async () => {
  const logGroupName = '/aws/imagebuilder/ParallelClusterImage-fresh'
  await api.aws.post('streams', { logGroupName, logStreamName: '3.13.0/1', lines: 0 })
  const { body } = await api.ask('/v3/images/custom/fresh/logstreams')
  const [stream] = schemas.imageLogStreams.parse(body).logStreams
  expect(stream).toMatchObject({
    hasEvents: false,
    lastEventTimestamp: stream?.creationTime,
    uploadSequenceToken: '',
  })
})

it('openapi.json describes every route of the API that answers', async () => {
  const { body } = await api.ask('/v3/openapi.json')
  expect(body).toEqual(JSON.parse(JSON.stringify(openApiDocument(''))))
  expect(body.openapi).toBe('3.1.0')
  const { parameters } = body.paths['/v3/images/custom/{imageId}/logstreams/{logStreamName}'].get
  const limit = parameters.find(({ name }: { name: string }) => name === 'limit')
  expect(limit.schema).toEqual({ type: 'integer', minimum: 1, maximum: 10_000 })
})
