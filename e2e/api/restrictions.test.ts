import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  // Read once, when first needed: this file has a process of its own.
  Object.assign(process.env, { REGIONS: 'us-east-1,eu-west-1', IMAGE_ID_PREFIXES: 'hpc-,ml-' })
  api = await startApi()
  for (const imageId of ['hpc-one', 'ml-two', 'secret-hpc-three']) {
    await api.aws.post('stacks', {
      stackName: imageId,
      tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
    })
    const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
    await api.aws.post('streams', { logGroupName, logStreamName: '3.13.0/1', lines: 3 })
  }
})
afterAll(() => api.close())

it('a server kept to some regions is asked for no other', async () => {
  expect((await api.ask('/v3/images/custom?region=eu-west-1')).status).toBe(200)
  await api.aws.delete('calls')
  expect(await api.ask('/v3/images/custom?region=us-west-2')).toMatchObject({
    status: 400,
    body: { message: "Bad Request: invalid or unsupported region 'us-west-2'" },
  })
  expect(await api.aws.get('calls')).toMatchObject({ total: 0 })
})

it('a server kept to some images lists and answers for no other', async () => {
  const { body } = await api.ask('/v3/images/custom')
  const listed = body.images.map(({ imageId }: { imageId: string }) => imageId)
  expect(listed.sort()).toEqual(['hpc-one', 'ml-two'])
  expect((await api.ask('/v3/images/custom/hpc-one/logstreams/3.13.0%2F1')).status).toBe(200)
  await api.aws.delete('calls')
  for (const rest of [
    '',
    '/logstreams',
    '/logstreams/3.13.0%2F1',
    '/stackevents',
    '/cause',
    '/outline?logStreamName=3.13.0/1',
  ]) {
    const { status, body } = await api.ask(`/v3/images/custom/secret-hpc-three${rest}`)
    expect([rest, status, body.message]).toEqual([rest, 404, expect.stringContaining('secret-hpc-three')])
  }
  expect(await api.aws.get('calls')).toMatchObject({ total: 0 })
})
