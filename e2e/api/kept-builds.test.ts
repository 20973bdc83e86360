import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { keepRound } from '@/lib/aws/archive/keep-builds'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { startAwsEndpoint } from '../aws-endpoint/server'
import { EmbeddedAws } from '../embedded-aws'
import { packed } from '../export-archive'
import { startApi } from './api-under-test'
import { listEveryImage } from './replicas'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

const archive = mkdtempSync(join(tmpdir(), 'archive-'))
process.env.ARCHIVE = archive
process.env.ARCHIVE_DAYS = '200'
const failed = 'hpc-al2023-3-14-0'

const said: { text: string; facts: Record<string, unknown> }[] = []
const log = {
  info: (facts: object, text: string) => void said.push({ text, facts: { ...facts } }),
  warn: (facts: object, text: string) => void said.push({ text, facts: { ...facts } }),
}
const keep = () => keepRound(log, new AbortController().signal)
const kept = () =>
  readdirSync(archive, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tar.gz'))

/** A world in which builds have ended, and one that has forgotten all of them. */
let api: Awaited<ReturnType<typeof startApi>>
let forgotten: Awaited<ReturnType<typeof startAwsEndpoint>>
const replicas: ChildProcess[] = []
beforeAll(async () => {
  forgotten = await startAwsEndpoint()
  api = await startApi({ seeded: true })
})
afterAll(async () => {
  for (const replica of replicas) replica.kill('SIGKILL')
  await api.close()
  await forgotten.close()
})

/** The API in a process of its own, in front of the AWS that has forgotten. */
async function replica(folder = archive, more: Record<string, string> = {}) {
  const command = ['--conditions=react-server', '--import', 'tsx', 'e2e/api/replica.ts']
  const env = {
    ...process.env,
    ...new EmbeddedAws(forgotten.url).env,
    CACHE_DISK_MB: '0',
    ARCHIVE: folder,
    ...more,
  }
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  replicas.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = String(line).replace('Replica: ', '').trim()
  return async (path: string) => {
    const response = await fetch(url + path)
    return { status: response.status, body: await response.json() }
  }
}

it('what the list tells late is kept as well', async () => {
  await api.aws.post('events', {
    logGroupName: '/aws/imagebuilder/ParallelClusterImage-only-a-log',
    logStreamName: '3.14.0/1',
    ingestionTime: Date.now() - 3 * 86_400_000,
    events: [{ timestamp: Date.now() - 3 * 86_400_000, message: 'Document is done' }],
  })
  await api.aws.post('faults', { operation: 'DescribeLogGroups', kind: 'delay', delayMs: 1_500, count: 1 })
  await api.aws.post('faults', { operation: 'GetLogEvents', kind: 'accessDenied', containing: failed })
  await keep()
  expect(kept().filter((name) => name.includes('only-a-log'))).toHaveLength(1)
})

it('a log that could not be read keeps nothing of its build, and the next round keeps it', async () => {
  expect(kept().filter((name) => name.includes(failed))).toEqual([])
  expect(said.filter(({ facts }) => facts.imageId === failed)).toContainEqual({
    text: 'A build could not be kept',
    facts: expect.objectContaining({ imageId: failed, reason: expect.stringContaining('not authorized') }),
  })
  await api.aws.delete('faults')
  await keep()
  expect(kept().filter((name) => name.includes(failed))).toHaveLength(1)
})

/** The files of a `.tar.gz`, in their order. */
async function filesOf(archive: Uint8Array): Promise<Record<string, string>> {
  const entries = await unpackTar(gunzipSync(archive))
  return Object.fromEntries(
    entries.flatMap(({ header, data }) => (data ? [[header.name, new TextDecoder().decode(data)]] : [])),
  )
}

it('every build that has ended is kept once, however often it is looked for; a running one is not', async () => {
  await Promise.all([keep(), keep()])
  const images = await listEveryImage(api.ask)
  const running = images.filter(({ imageBuildStatus }) => imageBuildStatus === 'BUILD_IN_PROGRESS')
  const names = kept().map((path) => /([^/]+)-logs-\d{12}\.tar\.gz$/.exec(path)?.[1])
  expect(new Set(names).size).toBe(names.length)
  expect(running.length).toBeGreaterThan(0)
  for (const { imageId } of running) expect(names).not.toContain(imageId)
  for (const { imageId, imageBuildStatus, cloudformationStackStatus } of images) {
    const ended = imageBuildStatus === 'BUILD_FAILED' && cloudformationStackStatus === 'CREATE_FAILED'
    if (ended) expect(names).toContain(imageId)
  }
  const before = kept()
  await keep()
  expect(kept()).toEqual(before)
})

it('a build older than ARCHIVE_DAYS is not kept, and removed where it was; people’s own archives stay', async () => {
  const own = 'ancient-logs-202001010000.tar.gz'
  const ours = join('default', 'us-east-1', own)
  for (const path of [own, ours]) writeFileSync(join(archive, path), '')
  await keep()
  expect(kept()).toContain(own)
  expect(kept()).not.toContain(ours)
  expect(kept().filter((name) => name.includes('archive-centos7-3-1-4'))).toEqual([])
  rmSync(join(archive, own))
})

it('builds that AWS has forgotten are listed, described, explained and read as they were', async () => {
  const ask = await replica()
  const images = await listEveryImage(ask)
  expect(images.length).toBe(kept().length)
  expect(images.every((image) => image.kept)).toBe(true)

  const image = `/v3/images/custom/${failed}`
  const before = async (path: string) => (await api.ask(image + path)).body
  expect((await ask(image)).body).toMatchObject({ imageBuildStatus: 'BUILD_FAILED', kept: true })
  expect((await ask(`${image}/stackevents`)).body).toEqual(await before('/stackevents'))
  const stream = '/logstreams/3.14.0%2F1?startFromHead=true'
  expect((await ask(image + stream)).body.events).toEqual((await before(stream)).events)
  const [was, is] = [await before('/cause'), (await ask(`${image}/cause`)).body]
  expect([is.cause.sentence, is.cause.lines]).toEqual([was.cause.sentence, was.cause.lines])
  const [line] = (await ask(`/v3/images/failures?imageIds=${failed}`)).body
  expect(line).toMatchObject({ imageId: failed, outcome: 'failed', sentence: is.cause.sentence })
  expect((await ask('/v3/images/custom/never-built')).status).toBe(404)
  expect((await ask(`${image}/logstreams/9.9.9%2F9`)).status).toBe(404)
})

it('forgotten builds that failed are among FAILED; none is AVAILABLE, whose AMI is gone', async () => {
  const ask = await replica()
  const idsOf = async (imageStatus: string) => {
    const { body } = await ask(`/v3/images/custom?imageStatus=${imageStatus}`)
    return (body.images as ImageInfoSummary[]).map(({ imageId }) => imageId)
  }
  const all = await listEveryImage(ask)
  const ofFailed = all.filter(({ imageBuildStatus }) => imageBuildStatus === 'BUILD_FAILED')
  expect(await idsOf('FAILED')).toEqual(ofFailed.map(({ imageId }) => imageId))
  expect(ofFailed.map(({ imageId }) => imageId)).toContain(failed)
  expect(await idsOf('AVAILABLE')).toEqual([])
  expect(await idsOf('PENDING')).toEqual([])
})

it('an image that was built anew has its forgotten builds among its attempts, with their stack events', async () => {
  const ask = await replica()
  const aws = new EmbeddedAws(forgotten.url)
  const { stackId } = await aws.post<{ stackId: string }>('stacks', {
    stackName: failed,
    tags: { 'parallelcluster:image_id': failed },
    events: [{ logicalResourceId: failed, resourceStatus: 'CREATE_IN_PROGRESS' }],
  })
  const image = `/v3/images/custom/${failed}`
  const { attempts } = (await ask(`${image}/attempts`)).body
  expect(attempts).toMatchObject([{ stackId }, { stackStatus: 'CREATE_FAILED', kept: true }])
  const events = `${image}/stackevents?stackId=${encodeURIComponent(attempts[1].stackId)}`
  expect((await ask(events)).body).toEqual((await api.ask(events)).body)
  expect((await ask(`${image}/stackevents`)).body.events[0].stackId).toBe(stackId)
  // The log of the forgotten build is none of the new one's.
  expect((await ask(`${image}/logstreams`)).status).toBe(404)
  await aws.post('deletions', { imageId: failed, forgotten: true })
})

it('what was found out when a build was kept is told as long as the engine is the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  const at = join(folder, 'default', 'us-east-1')
  mkdirSync(at, { recursive: true })
  const [path = ''] = kept().filter((name) => name.includes(failed))
  const files = await filesOf(readFileSync(join(archive, path)))
  const name = Object.keys(files).find((each) => each.endsWith('-explanation.json')) ?? ''
  const stored = JSON.parse(files[name] ?? '')
  expect(stored.explanation.cause.sentence).toContain('kernel-devel')
  stored.engine = 'the engine of this test'
  stored.explanation.cause.sentence = 'What was found then.'
  writeFileSync(join(at, basename(path)), await packed({ ...files, [name]: JSON.stringify(stored) }))

  const question = `/v3/images/custom/${failed}/cause`
  const same = await replica(folder, { CAUSE_ENGINE: 'the engine of this test' })
  expect((await same(question)).body.cause.sentence).toBe('What was found then.')
  const newer = await replica(folder, { CAUSE_ENGINE: 'a newer one' })
  expect((await newer(question)).body.cause.sentence).toContain('kernel-devel')
})

it('an archive that somebody made with the CLI and put there is found; a damaged one is not believed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  const [path = ''] = kept().filter((name) => name.includes(failed))
  copyFileSync(join(archive, path), join(folder, 'exported-by-ann.tar.gz'))
  const whole = readFileSync(join(archive, path))
  writeFileSync(join(folder, 'half.tar.gz'), whole.subarray(0, whole.length / 2))
  const rotten = Uint8Array.from(whole)
  rotten.fill(0, whole.length - 8, whole.length - 4)
  writeFileSync(join(folder, 'rotten.tar.gz'), rotten)
  const damaged = mkdtempSync(join(tmpdir(), 'archive-'))
  for (const name of ['half.tar.gz', 'rotten.tar.gz']) renameSync(join(folder, name), join(damaged, name))
  const askDamaged = await replica(damaged)
  expect((await askDamaged(`/v3/images/custom/${failed}`)).status).toBe(404)

  const ask = await replica(folder)
  const { body } = await ask(`/v3/images/custom/${failed}/cause`)
  expect(body.cause.sentence).toContain('kernel-devel')
})
