import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import type { BuildFacts } from '@/lib/images/changes/build-facts'
import type { ImageChanges } from '@/lib/images/changes/changes'
import { compareFacts } from '@/lib/images/changes/compare-facts'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { listAll, startApi } from './api-under-test'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let api: Awaited<ReturnType<typeof startApi>>
let family: ImageInfoSummary[]
beforeAll(async () => {
  api = await startApi({ seeded: true })
  const images = (await listAll()).flatMap((page) => page.images)
  family = images
    .filter(({ imageId }) => imageId.startsWith('climate-al2023-'))
    .sort((a, b) => b.imageId.localeCompare(a.imageId))
})
afterAll(() => api.close())

async function ask<Answer>(imageId: string, what: string): Promise<Answer> {
  const { status, body } = await api.ask(`/v3/images/custom/${imageId}/${what}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function buildOf({ imageId, version }: ImageInfoSummary) {
  const stream = `logStreamName=${encodeURIComponent(`${version}/1`)}`
  return {
    outline: await ask<Outline>(imageId, `outline?${stream}`),
    facts: await ask<BuildFacts>(imageId, `facts?${stream}`),
  }
}

it('tells what a failed build began with: parent image with name and date, instance type, configuration', async () => {
  const [failed] = family as [ImageInfoSummary]
  expect(failed.imageBuildStatus).toBe('BUILD_FAILED')
  expect(await ask<BuildFacts>(failed.imageId, 'facts')).toEqual({
    imageId: failed.imageId,
    logStreamName: '3.13.0/1',
    parentImage: {
      id: 'ami-08a0d1e16fc3f61ea',
      name: 'al2023-ami-2023.8.20250818.0-kernel-6.1-x86_64',
      creationTime: '2025-08-19T01:42:17.000Z',
    },
    instanceType: 'c6i.2xlarge',
    configuration: expect.stringContaining('InstanceType: c6i.2xlarge'),
    unknown: [],
  })
})

it('asks AWS for an ended build’s configuration and parent image once', async () => {
  const [failed] = family as [ImageInfoSummary]
  await ask<BuildFacts>(failed.imageId, 'facts')
  await api.aws.delete('calls')
  await ask<BuildFacts>(failed.imageId, 'facts')
  const { byOperation } = await api.aws.get<{ byOperation: Record<string, number> }>('calls')
  expect(byOperation.GetObject).toBeUndefined()
})

it('a build and the last good one differ in parent image, kernel, instance type and the package that broke it', async () => {
  const [failed, good] = family as [ImageInfoSummary, ImageInfoSummary]
  const [here, there] = [await buildOf(failed), await buildOf(good)]
  const { cause } = await ask<{ cause: Parameters<typeof compareFacts>[2] }>(failed.imageId, 'cause')
  const { suspects, inputs, packages, unknown } = compareFacts(here, there, cause)
  expect(suspects.map(({ name, there, here }) => [name, there, here])).toEqual([['numpy', '1.26.4', '2.0.2']])
  expect(inputs.map(({ fact }) => fact)).toEqual(['parentImage', 'kernel', 'instanceType', 'configuration'])
  expect(packages.length).toBeGreaterThan(0)
  expect(packages.length).toBeLessThan(12)
  expect(unknown).toEqual([])
})

it('the API tells the same, with the last good build unless another is named', async () => {
  const [failed, good, older] = family as [ImageInfoSummary, ImageInfoSummary, ImageInfoSummary]
  const { comparedWith, changes } = await ask<ImageChanges>(failed.imageId, 'changes')
  expect(comparedWith).toEqual({ imageId: good.imageId, logStreamName: '3.13.0/1' })
  expect(changes?.suspects.map(({ name }) => name)).toEqual(['numpy'])
  const named = await ask<ImageChanges>(good.imageId, `changes?withImageId=${older.imageId}`)
  expect(named.comparedWith?.imageId).toBe(older.imageId)
  expect(named.changes).toMatchObject({ suspects: [], inputs: [], packages: [] })
  const alone = await ask<ImageChanges>('openfoam-solver-3-13-0', 'changes')
  expect(alone.reason).toBe('No build of its family is known to have ended well.')
})

it('says of an image’s earlier build what nobody can know any more', async () => {
  const { logStreams } = await ask<{ logStreams: { logStreamName: string }[] }>('shared-base', 'logstreams')
  expect(logStreams.length).toBeGreaterThan(1)
  const facts = await ask<BuildFacts>('shared-base', `facts?logStreamName=${encodeURIComponent('3.1.2/1')}`)
  expect(facts.parentImage?.id).toBe('ami-0e2c8caa4b6378d8c')
  expect(facts.unknown.map(({ fact }) => fact)).toEqual(['configuration', 'instanceType'])
})

it('says in AWS’s words why a configuration cannot be read', async () => {
  // Nobody has asked about it yet.
  const oldest = family.at(-1) as ImageInfoSummary
  await api.aws.post('faults', { operation: 'GetObject', kind: 'accessDenied' })
  const { unknown, configuration } = await ask<BuildFacts>(oldest.imageId, 'facts')
  await api.aws.delete('faults')
  expect(configuration).toBeUndefined()
  expect(unknown).toContainEqual({
    fact: 'configuration',
    reason: expect.stringMatching(/not authorized|Access Denied/i),
  })
})
