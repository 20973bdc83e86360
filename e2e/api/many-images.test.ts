import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { addPage, type ImageList } from '@/lib/images/image-list'
import { regions } from '@/lib/images/regions'
import type { Images } from '@/lib/images/schemas'
import { addDeletedStacks, addFailedImages, addGoodImages } from '../many-images'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 })

let api: Awaited<ReturnType<typeof startApi>>
let region = ''
const unused = regions.filter((each) => each !== 'us-east-1')
beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.close())
// What is known of a region is kept: each test has one of its own.
beforeEach(async () => {
  region = unused.pop() ?? ''
  await api.aws.post('reset')
})

const address = (path = '/v3/images/custom') => `${path}?region=${region}`
const together = (pages: Images[]) =>
  pages.reduce(addPage, { images: [], isWhole: false } satisfies ImageList as ImageList)
const ids = (images: Images['images']) => images.map(({ imageId }) => imageId)

/** In this test's region: what was begun in another may still be read to its end. */
async function callsOf(operation: string): Promise<number> {
  const { calls } = await api.aws.get<{ calls: { region: string }[] }>(`calls?operation=${operation}`)
  return calls.filter((call) => call.region === region).length
}

it('lists the newest images while AWS still tells of stacks that other software deleted', async () => {
  addGoodImages(api.world, 1_200, region)
  addFailedImages(api.world, 3, region)
  addDeletedStacks(api.world, 5_000, region)
  await api.aws.post('faults', { kind: 'hang', operation: 'ListStacks', region, after: 2 })
  await api.aws.post('faults', {
    kind: 'hang',
    operation: 'DescribeLogGroups',
    region,
    containing: 'ParallelClusterImage-"',
    after: 2,
  })
  const { status, body } = await api.ask(address())
  expect(status).toBe(200)
  expect(body.images.length).toBe(500)
  expect(ids(body.images).slice(0, 5)).toEqual(
    expect.arrayContaining(['failed-0000', 'good-0000', 'failed-0001']),
  )
  expect(body.nextToken).toEqual(expect.any(String))
  const described = await api.ask(address('/v3/images/custom/good-0042'))
  expect(described.body).toMatchObject({ imageId: 'good-0042', imageBuildStatus: 'BUILD_COMPLETE' })
})

it('tells of every image in the end, newest first, and of what became known last', async () => {
  addGoodImages(api.world, 1_200, region)
  addFailedImages(api.world, 30, region)
  addDeletedStacks(api.world, 300, region)
  const list = together(await api.listAll(`region=${region}`))
  expect([list.images.length, list.isWhole]).toEqual([1_230, true])
  const times = list.images.map(({ creationTime = '' }) => creationTime)
  expect(times).toEqual([...times].sort().reverse())
  expect(list.images.every(({ hasLogGroup }) => hasLogGroup === true)).toBe(true)
})

it('gives a page again in the same words', async () => {
  addGoodImages(api.world, 1_200, region)
  const first = await api.ask(address())
  const second = () => api.ask(`${address()}&nextToken=${first.body.nextToken}`)
  const [once, again] = [await second(), await second()]
  expect(once.body.images.length).toBeGreaterThan(0)
  expect(again.body).toEqual(once.body)
})

it('begins anew with a token it does not know, and never answers with another region’s images', async () => {
  addGoodImages(api.world, 1_200, region)
  const first = await api.ask(address())
  const other = unused.pop()
  const elsewhere = await api.ask(`/v3/images/custom?region=${other}&nextToken=${first.body.nextToken}`)
  expect(elsewhere).toMatchObject({ status: 200, body: { images: [] } })
  const unheardOf = first.body.nextToken.replace(/\d+$/, '99')
  for (const token of ['of-another-replica', unheardOf]) {
    const anew = await api.ask(`${address()}&nextToken=${token}`)
    expect(ids(anew.body.images)).toContain('good-0000')
  }
})

it('reads what is long and seldom changes once for several looks at the list', async () => {
  addGoodImages(api.world, 400, region)
  addDeletedStacks(api.world, 900, region)
  await api.listAll(`region=${region}`)
  expect([await callsOf('ListStacks'), await callsOf('DescribeLogGroups')]).toEqual([9, 8])
  await api.aws.delete('calls')
  await api.listAll(`region=${region}`)
  expect([await callsOf('ListStacks'), await callsOf('DescribeLogGroups')]).toEqual([0, 0])
})

it('a stack deleted since is found among thousands, without reading them again', async () => {
  addDeletedStacks(api.world, 900, region)
  await api.listAll(`region=${region}`)
  await api.aws.post('stacks', {
    region,
    stackName: 'just-built',
    stackStatus: 'DELETE_COMPLETE',
    deletionTime: Date.now(),
    parameters: { CfnParamCookbookVersion: '3.13.0' },
    events: [{ logicalResourceId: 'just-built', resourceStatus: 'DELETE_COMPLETE' }],
  })
  await api.aws.delete('calls')
  const { status } = await api.ask(address('/v3/images/custom/just-built/stackevents'))
  expect(status).toBe(200)
  expect(await callsOf('ListStacks')).toBe(2)
})

it('a list that breaks off half-way says so, and begins anew when it is asked for again', async () => {
  addFailedImages(api.world, 300, region)
  await api.aws.post('faults', { kind: 'accessDenied', operation: 'DescribeStacks', region, after: 2 })
  await expect(api.listAll(`region=${region}`)).rejects.toThrow('is not authorized')
  await api.aws.delete('faults')
  expect(together(await api.listAll(`region=${region}`)).images.length).toBe(300)
})
