import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ImageFailure } from '@/lib/images/build-log/image-failure'
import { startApi } from './api-under-test'
import { startReplica, stopReplicas } from './replicas'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  process.env.CACHE_DISK_MB = '0'
  api = await startApi({ seeded: true })
})
afterAll(async () => {
  await stopReplicas()
  await api.close()
})

const failed = [
  'hpc-al2023-3-14-0',
  'cfd-ubuntu2204-3-9-1',
  'proteins-al2-3-10-1',
  'genomics-ubuntu2204-3-11-1',
  'openfoam-solver-3-13-0',
  'try-rocky9-on-3-1-3',
  'private-subnet-al2023',
  'render-rhel9-3-12-0',
  'chip-design-rhel8-3-12-0',
]
/** Its failed step begins further back than the end of the log that is read for the list. */
const longStep = 'openfoam-solver-3-13-0'
const address = `/v3/images/failures?imageIds=${failed.join(',')}`
const byId = (lines: ImageFailure[]) => new Map(lines.map((line) => [line.imageId, line]))

const calls = async () =>
  (await api.aws.get<{ total: number; byOperation: Record<string, number> }>('calls')).byOperation

it('tells of each failed build what its own page tells, for two calls to AWS the first time and none again', async () => {
  await api.listAll()
  await api.aws.delete('calls')
  const { status, body } = await api.ask(address)
  expect(status).toBe(200)
  // The one that was rolled back never came to a log.
  expect(await calls()).toEqual({ DescribeStackEvents: failed.length, GetLogEvents: failed.length - 1 })
  const told = byId(body)
  expect([...told.keys()].sort()).toEqual([...failed].sort())
  for (const imageId of failed) {
    const { body: whole } = await api.ask(`/v3/images/custom/${imageId}/cause`)
    expect(told.get(imageId)).toMatchObject({
      outcome: whole.outcome,
      ...(whole.cause?.step && imageId !== longStep && { step: whole.cause.step }),
    })
    expect(told.get(imageId)?.sentence).toBe(
      whole.cause?.certainty === 'unrecognised' ? undefined : whole.cause?.sentence,
    )
    expect(told.get(imageId)?.completionTime).toMatch(/^\d{4}-/)
  }
  await api.aws.delete('calls')
  expect(byId((await api.ask(address)).body)).toEqual(told)
  expect(await calls()).toEqual({})
})

it('knows when the builds ended from then on, as the list then tells', async () => {
  await api.ask(address)
  // A listing begun before is shared for some seconds, and an image of which more becomes known comes again.
  const untimed = async () => {
    const listed = new Map(
      (await api.listAll()).flatMap(({ images }) => images).map((image) => [image.imageId, image]),
    )
    return failed.filter((imageId) => !/^\d{4}-/.test(listed.get(imageId)?.completionTime ?? ''))
  }
  await expect.poll(untimed, { timeout: 15_000, interval: 500 }).toEqual([])
})

it('says of a build that cannot be looked into why, and tells the others', async () => {
  const region = 'eu-west-1'
  await api.aws.post('faults', { kind: 'accessDenied', operation: 'DescribeStackEvents', region, count: 1 })
  const asked = `/v3/images/failures?imageIds=hpc-eu-ubuntu2204-3-13-0,never-built&region=${region}`
  const first = byId((await api.ask(asked)).body)
  await api.aws.delete('faults')
  expect(first.get('hpc-eu-ubuntu2204-3-13-0')).toMatchObject({
    message: expect.stringContaining('not authorized'),
  })
  expect(first.get('never-built')).toMatchObject({ message: 'No failed build of image never-built stands.' })
  const second = byId((await api.ask(asked)).body)
  expect(second.get('hpc-eu-ubuntu2204-3-13-0')).toMatchObject({
    outcome: 'failed',
    step: 'InstallPClusterPackages',
  })
})

it.each([
  ['', "Missing query parameter 'imageIds'"],
  ['?imageIds=a_b', "'a_b' does not match"],
  [
    `?imageIds=${Array.from({ length: 51 }, (_, n) => `image-${n}`).join(',')}`,
    "'imageIds' must be at most 50.",
  ],
])('refuses %s', async (query, message) => {
  const { status, body } = await api.ask(`/v3/images/failures${query}`)
  expect([status, body.message]).toEqual([400, expect.stringContaining(message)])
})

it('is known after a restart to the same engine, and looked for anew by another', async () => {
  const env = { CACHE_DIR: mkdtempSync(join(tmpdir(), 'failures-')), CACHE_DISK_MB: '16' }
  const costs: number[] = []
  for (const engine of ['one', 'one', 'two', 'two']) {
    const replica = await startReplica(api.aws, { ...env, CAUSE_ENGINE: engine })
    for (let token: string | undefined = ''; token !== undefined; ) {
      const page: Response = await fetch(`${replica.url}/v3/images/custom?nextToken=${token}`)
      token = ((await page.json()) as { nextToken?: string }).nextToken
    }
    await api.aws.delete('calls')
    const response = await fetch(replica.url + address)
    expect(((await response.json()) as unknown[]).length).toBe(failed.length)
    costs.push(Object.values(await calls()).reduce((sum, count) => sum + count, 0))
    await replica.stop()
  }
  const each = failed.length * 2 - 1
  expect(costs).toEqual([each, 0, each, 0])
})
