import { readdirSync } from 'node:fs'
import { dirname, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { noteRecord } from '@/lib/aws/fleet/build-index'
import { operations } from '@/lib/images/operations'
import { type RequestContext, requestStorage } from '@/lib/request-context'
import type { Rights } from '@/lib/rights'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

/** How each operation keeps what somebody may not read from them. A new one has to say it here. */
const verdicts: Record<string, 'image does not exist' | 'left out of the list'> = {
  listImages: 'left out of the list',
  describeImage: 'image does not exist',
  listImageLogStreams: 'image does not exist',
  getImageLogEvents: 'image does not exist',
  getImageStackEvents: 'image does not exist',
  findInImageLog: 'image does not exist',
  downloadImageLog: 'image does not exist',
  archiveImage: 'image does not exist',
  listImageAttempts: 'image does not exist',
  getImageOutline: 'image does not exist',
  getImageCause: 'image does not exist',
  getBuildFacts: 'image does not exist',
  getImageChanges: 'image does not exist',
  getImageFamily: 'image does not exist',
  listImageFailures: 'left out of the list',
  listFailureGroups: 'left out of the list',
  searchBuilds: 'left out of the list',
  estimateQuery: 'left out of the list',
  startQuery: 'left out of the list',
  getQueryResults: 'left out of the list',
  stopQuery: 'left out of the list',
  listScopes: 'left out of the list',
}

/** Routes that tell of no image. */
const withoutImages = ['/v3/openapi.json', '/v3/{path}']

const rights: Rights = [{ accounts: ['build'], regions: ['us-east-1'], imageIdPrefixes: ['weather-'] }]
const role = 'arn:aws:iam::222222222222:role/reader'

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  // Read once, when first needed: this file has a process of its own.
  Object.assign(process.env, { ACCOUNTS: `build,other=${role}`, REGIONS: 'us-east-1,eu-west-1' })
  api = await startApi()
  for (const region of ['us-east-1', 'eu-west-1'])
    for (const imageId of ['weather-one', 'secret-two']) {
      await api.aws.post('stacks', {
        region,
        stackName: imageId,
        stackStatus: 'CREATE_FAILED',
        tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
      })
      const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
      await api.aws.post('streams', { region, logGroupName, logStreamName: '3.13.0/1', lines: 3 })
    }
})
afterAll(() => api.close())

/** As whoever has these rights would ask. */
function askWith(given: Rights | undefined, address: string) {
  const context: RequestContext = { requestId: 'test', awsCalls: 0, ...(given && { rights: given }) }
  return requestStorage().run(context, async () => ({ ...(await api.ask(address)), read: context.read }))
}

/** An address of the operation with everything it needs. */
function addressOf(path: string, required: string[], imageId: string, more = '') {
  const values: Record<string, string> = { logStreamName: '3.13.0/1', q: 'line', imageIds: imageId }
  const filled = path.replace('{imageId}', imageId).replace('{logStreamName}', encodeURIComponent('3.13.0/1'))
  const query = required.map((name) => `${name}=${encodeURIComponent(values[name] ?? '')}`).join('&')
  return `${filled}?${query}${more}`
}

it('every operation says how it keeps rights, and every route is one of them', () => {
  expect(Object.keys(verdicts).sort()).toEqual(operations.map(({ operationId }) => operationId).sort())
  const routes = readdirSync('app/v3', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[\\/])route\.ts$/.test(file))
    .map((file) => ['', 'v3', ...dirname(file).split(sep)].filter((part) => part !== '.').join('/'))
    .map((route) => route.replace(/\[+(?:\.\.\.)?(\w+)\]+/g, '{$1}'))
  expect(routes.sort()).toEqual([...operations.map(({ path }) => path), ...withoutImages].sort())
})

describe.each(operations.filter(({ operationId }) => verdicts[operationId] === 'image does not exist'))(
  '$operationId',
  ({ path, requiredQuery }) => {
    const required = Object.keys(requiredQuery)

    it('answers for an image that may be read, and for all of them without restrictions', async () => {
      const restricted = await askWith(rights, addressOf(path, required, 'weather-one'))
      expect(restricted.status).toBe(200)
      const open = () => askWith(undefined, addressOf(path, required, 'secret-two'))
      expect((await open()).status).toBe(200)
      // What goes on behind an answer would be counted with the next test's calls.
      await expect.poll(async () => (await open()).body.coverage?.isReading ?? false).toBe(false)
      expect(restricted.read).toMatchObject({
        imageIds: ['weather-one'],
        account: 'build',
        region: 'us-east-1',
      })
    })

    it('answers for any other as for one that is not there, and asks AWS nothing', async () => {
      await api.aws.delete('calls')
      const hidden = await askWith(rights, addressOf(path, required, 'secret-two'))
      const absent = await askWith(rights, addressOf(path, required, 'never-built'))
      expect([hidden.status, hidden.body.message]).toEqual([404, expect.stringContaining('secret-two')])
      expect(hidden.body.message.replace('secret-two', 'never-built')).toBe(absent.body.message)
      expect(hidden.read).toMatchObject({ imageIds: ['secret-two'], hidden: true })
      expect(await api.aws.get('calls')).toMatchObject({ total: 0 })
    })

    it('knows neither another account nor another region', async () => {
      await api.aws.delete('calls')
      for (const [more, words] of [
        ['&region=eu-west-1', "invalid or unsupported region 'eu-west-1'"],
        ['&account=other', "unknown account 'other'"],
      ] as const) {
        const { status, body } = await askWith(rights, addressOf(path, required, 'weather-one', more))
        expect([status, body.message]).toEqual([400, `Bad Request: ${words}`])
      }
      expect(await api.aws.get('calls')).toMatchObject({ total: 0 })
    })
  },
)

it('the list holds what may be read, whoever listed before', async () => {
  const names = async (given: Rights | undefined, query = '') => {
    const found: string[] = []
    let token = ''
    do {
      const { body } = await askWith(given, `/v3/images/custom?${query}${token}`)
      found.push(...body.images.map(({ imageId }: { imageId: string }) => imageId))
      token = body.nextToken === undefined ? '' : `&nextToken=${encodeURIComponent(body.nextToken)}`
    } while (token !== '')
    return [...new Set(found)].sort()
  }
  // At the same time, since a reading of AWS's lists is shared.
  const both = await Promise.all([names(rights), names(undefined), names(rights)])
  expect(both).toEqual([['weather-one'], ['secret-two', 'weather-one'], ['weather-one']])
  expect(await names(rights, 'imageStatus=FAILED')).toEqual(['weather-one'])
})

it('the short causes are told of images that may be read, and of no other', async () => {
  const { body } = await askWith(rights, '/v3/images/failures?imageIds=weather-one,secret-two')
  expect(body.map(({ imageId }: { imageId: string }) => imageId)).toEqual(['weather-one'])
})

it('failures are grouped, counted and covered as far as they may be read, whoever had them looked into', async () => {
  for (const imageId of ['weather-one', 'secret-two']) {
    noteRecord({
      build: `arn:aws:cloudformation:us-east-1:123456789012:stack/${imageId}/00000000`,
      imageId,
      version: imageId === 'secret-two' ? '3.99.0' : '3.13.0',
      outcome: 'failed',
      completionTime: '2026-11-20T10:00:00.000Z',
      cause: { ruleId: 'disk-full', sentence: 'Disk full.', certainty: 'sure' },
    })
  }
  const path = '/v3/images/custom/failures'
  const settled = async (given: Rights | undefined) => {
    const coverage = async () => (await askWith(given, path)).body.coverage
    await expect.poll(async () => (await coverage()).isReading, { timeout: 50_000 }).toBe(false)
    return (await askWith(given, path)).body
  }
  // Whoever may read least asks first.
  const some = await settled(rights)
  expect(some).toMatchObject({ groups: [{ builds: 1 }], versions: ['3.13.0'], coverage: { builds: 1 } })
  const all = await settled(undefined)
  expect(all).toMatchObject({ groups: [{ builds: 2 }], coverage: { builds: 2 } })
  const { body } = await askWith(rights, `${path}?groupId=${all.groups[0].groupId}`)
  expect(body.builds.map(({ imageId }: { imageId: string }) => imageId)).toEqual(['weather-one'])
})

it('only accounts and regions with something to read are offered', async () => {
  expect((await askWith(rights, '/v3/scopes')).body).toEqual({
    accounts: ['build'],
    regions: ['us-east-1'],
    defaultRegion: 'us-east-1',
  })
  expect((await askWith(undefined, '/v3/scopes')).body).toMatchObject({
    accounts: ['build', 'other'],
    regions: ['us-east-1', 'eu-west-1'],
  })
  const elsewhere: Rights = [{ accounts: ['other'], regions: ['eu-west-1'] }]
  expect((await askWith(elsewhere, '/v3/scopes')).body).toEqual({
    accounts: ['other'],
    regions: ['eu-west-1'],
    defaultRegion: 'eu-west-1',
  })
})
