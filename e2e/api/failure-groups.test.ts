import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Failures } from '@/lib/images/fleet/operations'
import { addFailedImages } from '../many-images'
import { startValkeyStandIn } from '../valkey-stand-in'
import { startApi } from './api-under-test'
import { startReplica, stopReplicas } from './replicas'

// Replicas are started, and whole builds read, in the background.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  process.env.CACHE_DISK_MB = '0'
  api = await startApi({ seeded: true })
})
afterAll(async () => {
  await stopReplicas()
  await api.close()
})

const path = '/v3/images/custom/failures'
const askHere = async (query = ''): Promise<Failures> => {
  const { status, body } = await api.ask(path + query)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}
const askAt = async (url: string, query = ''): Promise<Failures> =>
  (await (await fetch(url + path + query)).json()) as Failures

/** All that may be looked into has been. */
async function filled(ask: () => Promise<Failures>): Promise<Failures> {
  await expect.poll(async () => (await ask()).coverage?.isReading, { timeout: 240_000 }).toBe(false)
  return ask()
}

const calls = async () => (await api.aws.get<{ byOperation: Record<string, number> }>('calls')).byOperation

type Call = { region: string; params: { StackName?: string } }

/** How many stacks' events AWS was asked for. */
async function stacksAskedAbout(region: string): Promise<number> {
  const { calls } = await api.aws.get<{ calls: Call[] }>('calls?operation=DescribeStackEvents')
  return new Set(calls.filter((call) => call.region === region).map(({ params }) => params.StackName)).size
}

it('groups every failed build by its cause, filling in by itself, and says how much it covers', async () => {
  const { groups, coverage, versions, systems } = await filled(askHere)
  expect(coverage).toEqual({ builds: coverage?.read, read: coverage?.read, unread: 0, isReading: false })
  expect(coverage?.builds).toBe(10)
  const sentences = groups.map(({ sentence }) => sentence).join('\n')
  expect(sentences).toContain('mamba')
  expect(groups.map(({ newest }) => newest.imageId)).not.toContain('chip-design-rhel8-3-12-0')
  expect(versions).toContain('3.14.0')
  expect(systems).toContain('ubuntu2204')
})

it('gives a group’s builds for its id, at no cost', async () => {
  const { groups } = await filled(askHere)
  const group = groups.find(({ sentence }) => sentence.includes('mamba'))
  await api.aws.delete('calls')
  const one = await askHere(`?groupId=${group?.groupId}`)
  expect(await calls()).toEqual({})
  expect(one.coverage).toBeUndefined()
  expect(one.groups).toEqual([group])
  expect(one.builds).toHaveLength(group?.builds ?? 0)
  expect(one.builds?.[0]).toMatchObject({
    imageId: 'genomics-ubuntu2204-3-11-1',
    version: '3.11.1',
    logStreamName: '3.11.1/1',
    cause: { line: { at: { timestamp: expect.any(Number) } } },
  })
  expect((await askHere('?groupId=nonesuch')).groups).toEqual([])
})

it('filters by words, version, system and time', async () => {
  const { groups } = await filled(askHere)
  const images = async (query: string) =>
    (await askHere(query)).groups.map(({ newest }) => newest.imageId).sort()
  expect(await images('?q=mamba')).toEqual(['genomics-ubuntu2204-3-11-1'])
  expect(await images('?version=3.14.0')).toEqual(['hpc-al2023-3-14-0'])
  expect(await images('?system=alinux2')).toEqual(['proteins-al2-3-10-1'])
  const thisDay = [expect.stringMatching(/^climate-al2023-\d{8}$/), 'hpc-al2023-3-14-0']
  expect(await images('?startTime=now-1d')).toEqual(thisDay)
  expect((await images('')).length).toBe(groups.length)
})

it('says why builds could not be looked into, and tries again when asked later', async () => {
  const region = 'ap-south-1'
  addFailedImages(api.world, 3, region)
  await api.aws.post('faults', { kind: 'accessDenied', operation: 'DescribeStackEvents', region })
  const { coverage, groups } = await filled(() => askHere(`?region=${region}`))
  await api.aws.delete('faults')
  expect(coverage).toMatchObject({ builds: 3, read: 0, unread: 3 })
  expect(coverage?.unreadReason).toContain('not authorized')
  expect(groups).toEqual([])
})

it('answers of a region where nothing was ever built that there is nothing', async () => {
  expect(await askHere('?region=sa-east-1')).toMatchObject({
    groups: [],
    coverage: { builds: 0, isReading: false },
  })
})

it('several replicas share the looking into, and no build is looked into twice', async () => {
  const region = 'ca-central-1'
  const builds = 60
  addFailedImages(api.world, builds, region)
  const valkey = await startValkeyStandIn()
  const env = { VALKEY_URL: valkey.url, CAUSE_ENGINE: 'two' }
  const query = `?region=${region}`
  // Slow enough that neither is done before the other has begun.
  await api.aws.post('faults', { kind: 'delay', delayMs: 150, operation: 'DescribeStackEvents', region })
  await api.aws.delete('calls')
  const replicas = await Promise.all([startReplica(api.aws, env), startReplica(api.aws, env)])
  const answers = await Promise.all(replicas.map(({ url }) => filled(() => askAt(url, query))))
  await api.aws.delete('faults')
  await Promise.all(replicas.map(({ stop }) => stop()))
  await valkey.close()
  for (const { coverage, groups } of answers) {
    expect(coverage).toMatchObject({ builds, read: builds, unread: 0 })
    expect(groups).toMatchObject([{ builds, images: builds }])
  }
  const { calls } = await api.aws.get<{ calls: Call[] }>('calls?operation=DescribeStackEvents')
  const asked = calls.filter((call) => call.region === region).map(({ params }) => params.StackName)
  expect(asked).toHaveLength(builds)
  expect(new Set(asked).size).toBe(builds)
})

it('goes on after a restart where it stopped', async () => {
  const region = 'eu-north-1'
  addFailedImages(api.world, 40, region)
  const env = {
    CACHE_DIR: mkdtempSync(join(tmpdir(), 'fleet-')),
    CACHE_DISK_MB: '16',
    CAUSE_ENGINE: 'one',
  }
  const query = `?region=${region}`
  const slow = { kind: 'delay', delayMs: 60_000, operation: 'DescribeStackEvents', region, after: 10 }
  await api.aws.post('faults', slow)
  const first = await startReplica(api.aws, env)
  const readSoFar = async () => (await askAt(first.url, query)).coverage?.read ?? 0
  await expect.poll(readSoFar, { timeout: 240_000 }).toBeGreaterThan(3)
  const read = await readSoFar()
  await first.stop()
  await api.aws.delete('faults')
  await api.aws.delete('calls')
  const second = await startReplica(api.aws, env)
  const { coverage, groups } = await filled(() => askAt(second.url, query))
  await second.stop()
  expect(coverage).toMatchObject({ builds: 40, read: 40 })
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({ builds: 40, images: 40 })
  // Told apart by stack: a busy machine asks twice for one.
  expect(await stacksAskedAbout(region)).toBeLessThanOrEqual(40 - read)
  const third = await startReplica(api.aws, env)
  await api.aws.delete('calls')
  expect((await filled(() => askAt(third.url, query))).groups).toEqual(groups)
  expect(await stacksAskedAbout(region)).toBe(0)
})
