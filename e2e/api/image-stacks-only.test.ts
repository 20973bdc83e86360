import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const path = '/v3/images/custom'
const secret = '{"MasterUserPassword":"hunter2"}'
let api: Awaited<ReturnType<typeof startApi>>
/** Stack ids by what they are. */
const ids: Record<string, string> = {}

beforeAll(async () => {
  api = await startApi()
  const put = async (what: string, stackName: string, more: object) => {
    const event = {
      logicalResourceId: 'R',
      resourceType: 'AWS::SNS::Topic',
      resourceStatus: 'CREATE_COMPLETE',
    }
    const { stackId } = await api.aws.post<{ stackId: string }>('stacks', {
      stackName,
      stackStatus: 'CREATE_FAILED',
      events: [{ ...event, resourceProperties: secret }],
      ...more,
    })
    ids[what] = stackId
  }
  const image = (imageId: string) => ({ tags: { 'parallelcluster:image_id': imageId } })
  const deleted = (deletionTime: number) => ({ stackStatus: 'DELETE_COMPLETE', deletionTime })
  const hourAgo = Date.now() - 3_600_000
  await put('database', 'company-database', {})
  await put('deletedDatabase', 'old-database', deleted(hourAgo))
  await put('taggedForAnother', 'network', image('somebody-elses'))
  await put('standing', 'my-image', image('my-image'))
  await put('deletedImage', 'my-image', { ...image('my-image'), ...deleted(hourAgo) })
  await put('deletedNamesake', 'my-image', deleted(hourAgo + 60_000))
  await put('finished', 'finished-image', { ...image('finished-image'), ...deleted(hourAgo) })
  await put('finishedNamesake', 'finished-image', deleted(hourAgo + 60_000))
})
afterAll(() => api.close())

const masked = (id = '') => id.replace(/:\d{12}:/, ':XXXXXXXXXXXX:')

it.each([
  ['a stack of other software', 'company-database', undefined],
  ['a stack of other software by its id', 'company-database', 'database'],
  ['a deleted stack of other software', 'old-database', undefined],
  ['a deleted stack of other software by its id', 'old-database', 'deletedDatabase'],
  ['a stack tagged for another image', 'network', undefined],
  ['a deleted namesake of an image’s stack by its id', 'my-image', 'deletedNamesake'],
])('stack events of %s are not told', async (_what, imageId, id) => {
  for (const stackId of id === undefined ? [''] : [`?stackId=${ids[id]}`, `?stackId=${masked(ids[id])}`]) {
    const { status, body } = await api.ask(`${path}/${imageId}/stackevents${stackId}`)
    expect([stackId, status]).toEqual([stackId, 404])
    expect(JSON.stringify(body)).not.toContain('hunter2')
  }
})

it('a stack of other software is no attempt of an image', async () => {
  const attempts = async (imageId: string) =>
    (await api.ask(`${path}/${imageId}/attempts`)).body.attempts.map(
      ({ stackId }: { stackId: string }) => stackId,
    )
  expect(await attempts('company-database')).toEqual([])
  expect(await attempts('old-database')).toEqual([])
  expect(await attempts('network')).toEqual([])
  expect((await attempts('my-image')).sort()).toEqual([ids.standing, ids.deletedImage].sort())
})

it('a finished image’s deleted stack is told by name, past a newer namesake', async () => {
  const { status, body } = await api.ask(`${path}/finished-image/stackevents`)
  expect([status, body.events[0].stackId]).toEqual([200, ids.finished])
})

it('an id is answered as it was handed out, account number masked or not', async () => {
  for (const what of ['standing', 'deletedImage']) {
    for (const stackId of [ids[what], masked(ids[what])]) {
      const { status, body } = await api.ask(`${path}/my-image/stackevents?stackId=${stackId}`)
      expect([what, status, body.events?.[0].stackId]).toEqual([what, 200, ids[what]])
    }
  }
})

it('a stack known to be an image’s costs one call a reading', async () => {
  const address = `${path}/my-image/stackevents?stackId=${ids.deletedImage}`
  await api.ask(address)
  await api.aws.delete('calls')
  await api.ask(address)
  expect(await api.aws.get('calls')).toMatchObject({ byOperation: { DescribeStackEvents: 1 }, total: 1 })
})
