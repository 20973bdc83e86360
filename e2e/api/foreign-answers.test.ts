import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { regions } from '@/lib/images/regions'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  process.env.AWS_MAX_ATTEMPTS = '1'
  api = await startApi()
})
afterAll(() => api.close())

const image = '/v3/images/custom/behind-a-portal'
const asked = [
  ['DescribeStacks', '/v3/images/custom'],
  ['DescribeImages', '/v3/images/custom'],
  ['ListStacks', '/v3/images/custom/deleted/stackevents'],
  ['DescribeStackEvents', `${image}/stackevents`],
  ['DescribeLogGroups', `${image}/logstreams`],
  ['DescribeLogStreams', `${image}/logstreams`],
  ['GetLogEvents', `${image}/logstreams/3.13.0%2F1`],
] as const
const answers = {
  'a sign-in page': '<html><body><h1>Sign in to the network</h1></body></html>',
  nothing: '',
  'an empty document': '{}',
  "another operation's answer": '<DescribeRegionsResponse><regionInfo/></DescribeRegionsResponse>',
}
// Each in a region of its own: what many ask is answered from memory for some seconds.
const cases = asked
  .flatMap(([operation, path]) =>
    Object.entries(answers).map(([what, body]) => ({ operation, path, what, body })),
  )
  .map((each, index) => ({ ...each, region: regions[index] ?? '' }))

it.each(cases)('$operation answered with $what is a failure, and not remembered', async (given) => {
  const { body, operation, path, region } = given
  await buildIn(region)
  const address = `${path}?region=${region}`
  const good = await api.ask(address)
  expect(good.status).toBe(200)
  const fault = { kind: 'foreign', status: 200, body, operation, region }
  const { id } = await api.aws.post<{ id: string }>('faults', fault)
  const failed = await api.ask(address)
  await api.aws.delete(`faults/${id}`)
  expect(failed).toMatchObject({
    status: 500,
    body: { message: expect.stringMatching(/AWS sent an answer that cannot be read \(HTTP 200\)\.?$/) },
  })
  expect(await api.ask(address)).toMatchObject({ status: 200, body: good.body })
})

it('an image of which Image Builder seems to know nothing is described without it, and says so', async () => {
  const region = 'us-east-1'
  await buildIn(region)
  await api.aws.post('faults', { kind: 'foreign', status: 200, body: '{}', operation: 'GetImage', region })
  const { body } = await api.ask(`${image}?region=${region}`)
  await api.aws.delete('faults')
  expect(body.unread).toEqual([
    { source: 'imageBuilder', message: 'AWS sent an answer that cannot be read (HTTP 200).' },
  ])
})

/** A failed build with its log and Image Builder's word on it, and a stack that was deleted. */
async function buildIn(region: string) {
  const imageId = 'behind-a-portal'
  const arn = `arn:aws:imagebuilder:${region}:123456789012:image/parallelclusterimage-${imageId}/3.13.0/1`
  const built = {
    logicalResourceId: 'ParallelClusterImage',
    physicalResourceId: arn,
    resourceType: 'AWS::ImageBuilder::Image',
    resourceStatus: 'CREATE_FAILED',
  }
  const tags = { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' }
  const stackStatus = 'CREATE_FAILED'
  await api.aws.post('stacks', { region, stackName: imageId, stackStatus, tags, events: [built] })
  await api.aws.post('stacks', {
    region,
    stackName: 'deleted',
    stackStatus: 'DELETE_COMPLETE',
    deletionTime: Date.now(),
    tags: { 'parallelcluster:image_id': 'deleted' },
    events: [built],
  })
  await api.aws.post('images', { region, arn, name: imageId, version: '3.13.0', status: 'FAILED' })
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  await api.aws.post('streams', { region, logGroupName, logStreamName: '3.13.0/1', lines: 10 })
}
