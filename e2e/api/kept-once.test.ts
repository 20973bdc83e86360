import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { seedWorld } from '../aws-endpoint/seeds/seed-world'
import { startAwsEndpoint } from '../aws-endpoint/server'
import { EmbeddedAws } from '../embedded-aws'
import { listEveryImage, startReplica, stopReplicas } from './replicas'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 90_000 })

const failed = 'hpc-al2023-3-14-0'
const Bucket = 'evidence'
const prefix = 'image-builds/archive'
const inBucket = `s3://${Bucket}/${prefix}`

let endpoint: Awaited<ReturnType<typeof startAwsEndpoint>>
let aws: EmbeddedAws
let s3: S3Client
beforeAll(async () => {
  endpoint = await startAwsEndpoint({ seed: (world, now) => seedWorld(world, now, 1) })
  aws = new EmbeddedAws(endpoint.url)
  s3 = new S3Client({
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  })
  // The server is at home in us-east-1.
  await s3.send(new CreateBucketCommand({ Bucket }))
})
afterEach(() => aws.delete('faults'))
afterAll(async () => {
  await stopReplicas()
  await endpoint.close()
})

type Said = { text: string; imageId?: string; path?: string; reason?: string; bytes?: number }

async function server(ARCHIVE: string, more: Record<string, string> = {}) {
  const { url } = await startReplica(aws, { ARCHIVE, ...more })
  const ask = async (path: string) => {
    const response = await fetch(url + path)
    return { status: response.status, body: await response.json() }
  }
  return { ask, keep: async () => (await ask('/keep')).body as Said[] }
}

const keysOf = async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
  return Contents.map(({ Key = '' }) => Key)
}
const keptOf = (said: Said[]) => said.filter(({ text }) => text === 'A build was kept')

it('two servers on one folder keep each build once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  const [one, two] = await Promise.all([server(folder), server(folder)])
  const said = (await Promise.all([one.keep(), two.keep()])).flat()
  const ids = keptOf(said).map(({ imageId }) => imageId)
  expect(ids).toContain(failed)
  expect(new Set(ids).size).toBe(ids.length)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.\w+$/.test(name),
  )
  expect(files.map((name) => basename(name)).sort()).toEqual(
    keptOf(said)
      .map(({ path = '' }) => basename(path))
      .sort(),
  )
  expect((await Promise.all([one.keep(), two.keep()])).flatMap(keptOf)).toEqual([])
})

it('a log that breaks off leaves no object behind', async () => {
  await aws.post('faults', { operation: 'GetLogEvents', kind: 'accessDenied', containing: failed })
  const { keep } = await server(inBucket)
  const said = await keep()
  expect(said.find(({ imageId }) => imageId === failed)?.reason).toContain('not authorized')
  const keys = await keysOf()
  expect(keys.filter((key) => key.includes(failed))).toEqual([])
  await aws.delete('faults')
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }))
})

it('two servers on one prefix keep each build once, below it and nowhere else', async () => {
  const [one, two] = await Promise.all([server(inBucket), server(inBucket)])
  const said = (await Promise.all([one.keep(), two.keep()])).flat()
  expect(said.filter(({ text }) => text !== 'A build was kept')).toEqual([])
  const ids = keptOf(said).map(({ imageId }) => imageId)
  expect(ids).toContain(failed)
  expect(new Set(ids).size).toBe(ids.length)
  const keys = await keysOf()
  expect(keys.sort()).toEqual(
    keptOf(said)
      .map(({ path }) => `${prefix}/${path}`)
      .sort(),
  )
  const { Body, ContentLength } = await s3.send(
    new GetObjectCommand({ Bucket, Key: keys.find((key) => key.includes(failed)) ?? '' }),
  )
  expect((await Body?.transformToByteArray())?.subarray(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]))
  expect(keptOf(said).find(({ imageId }) => imageId === failed)?.bytes).toBe(ContentLength)
  expect((await Promise.all([one.keep(), two.keep()])).flatMap(keptOf)).toEqual([])
})

it('what is kept in a bucket is read when AWS has forgotten it; people’s own archives are found there too', async () => {
  const before = await server(inBucket)
  const image = `/v3/images/custom/${failed}`
  const stream = '/logstreams/3.14.0%2F1?startFromHead=true&limit=1000'
  const [was, events] = [
    (await before.ask(`${image}/cause`)).body,
    (await before.ask(image + stream)).body.events,
  ]
  await aws.post('deletions', { imageId: failed, forgotten: true })
  const { ask } = await server(inBucket)
  expect((await ask(image)).body).toMatchObject({ imageBuildStatus: 'BUILD_FAILED', kept: true })
  expect((await ask(image + stream)).body.events).toEqual(events)
  expect((await ask(`${image}/cause`)).body.cause.sentence).toBe(was.cause.sentence)

  const [ours = ''] = (await keysOf()).filter((key) => key.includes(failed))
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: ours }))
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
  await s3.send(new PutObjectCommand({ Bucket, Key: 'mine/exports/by-ann.tar.gz', Body: bytes }))
  const damaged = bytes.subarray(0, bytes.length / 2)
  await s3.send(new PutObjectCommand({ Bucket, Key: 'mine/exports/half.tar.gz', Body: damaged }))
  const anns = await server(`s3://${Bucket}/mine`)
  expect((await anns.ask(image)).body).toMatchObject({ kept: true })
  const nothing = await server(`s3://${Bucket}/min`)
  expect((await nothing.ask(image)).status).toBe(404)
})

it('a bucket that cannot be read or written is said, and everything else goes on', async () => {
  await aws.post('faults', { service: 's3', kind: 'accessDenied' })
  const { ask, keep } = await server(inBucket)
  const said = await keep()
  expect(keptOf(said)).toEqual([])
  expect(said).toContainEqual(
    expect.objectContaining({
      text: 'A build could not be kept',
      reason: expect.stringMatching(/Access Denied|not authorized/),
    }),
  )
  expect((await listEveryImage(ask)).length).toBeGreaterThan(10)
})

it('ARCHIVE_DAYS removes our own old archives from the bucket, and nobody else’s', async () => {
  const old = 'ancient-logs-202001010000.tar.gz'
  for (const Key of [`${prefix}/${old}`, `${prefix}/default/us-east-1/${old}`])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))
  // More days than any build of the endpoint is old.
  const { keep } = await server(inBucket, { ARCHIVE_DAYS: '1500' })
  const said = await keep()
  expect(said.filter(({ text }) => text.includes('older than ARCHIVE_DAYS'))).toEqual([
    expect.objectContaining({ path: `default/us-east-1/${old}` }),
  ])
  const keys = await keysOf()
  expect(keys).toContain(`${prefix}/${old}`)
  expect(keys).not.toContain(`${prefix}/default/us-east-1/${old}`)
})

it('the images a server knows from the archive alone are listed once more after a restart', async () => {
  const { ask } = await server(inBucket)
  const images = await listEveryImage(ask)
  expect(images.filter(({ kept }) => kept).map(({ imageId }) => imageId)).toEqual([failed])
})
