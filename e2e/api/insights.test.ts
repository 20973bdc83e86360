import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { StartedQueries } from '@/lib/images/search/operations'
import type { QueryEstimate } from '@/lib/images/search/query-estimate'
import type { QueryResults } from '@/lib/images/search/query-results'
import { type RequestContext, requestStorage } from '@/lib/request-context'
import type { Rights } from '@/lib/rights'
import { startQuery } from '../aws-endpoint/logs/insights-query'
import type { AwsCall } from '../aws-endpoint/wire/aws-call'
import { startApi } from './api-under-test'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 })
Object.assign(process.env, { INSIGHTS: 'true', INSIGHTS_USD_PER_GB: '0.5' })

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  api = await startApi()
  for (const imageId of ['weather-one', 'secret-two']) await addBuild(imageId)
})
beforeEach(() => api.aws.delete('calls'))
afterAll(() => api.close())

const at = Date.now() - 3_600_000
const addBuild = (imageId: string) =>
  api.aws.post('events', {
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName: '3.13.0/1',
    ingestionTime: at,
    events: [
      { timestamp: at, message: 'begin' },
      { timestamp: at + 5, message: 'Stdout: first of its millisecond' },
      { timestamp: at + 5, message: `Stdout: Disk FULL on ${imageId}` },
      { timestamp: at + 9, message: 'one line\nStderr: disk full, too' },
    ],
  })

async function ask<Answer>(
  operation: string,
  query: Record<string, string>,
  { rights, method = 'GET' }: { rights?: Rights; method?: string } = {},
) {
  const context: RequestContext = { requestId: 'test', awsCalls: 0, ...(rights && { rights }) }
  const { status, body } = await requestStorage().run(context, () =>
    api.ask(`/v3/search/${operation}?${new URLSearchParams(query)}`, { method }),
  )
  return { status, body: body as Answer & { message?: string }, read: context.read }
}
const start = (query: Record<string, string>, rights?: Rights) =>
  ask<StartedQueries>('start', { confirmedUsd: '1', ...query }, { method: 'POST', ...(rights && { rights }) })

/** How often AWS was asked to start a query. */
const started = async () =>
  (await api.aws.get<{ calls: unknown[] }>('calls?operation=StartQuery')).calls.length

async function results(queryIds: string[], rights?: Rights): Promise<QueryResults> {
  const query = { queryIds: queryIds.join(), q: 'disk full' }
  return vi.waitFor(
    async () => {
      const { body } = await ask<QueryResults>('results', query, rights && { rights })
      expect(body.isRunning).toBe(false)
      return body
    },
    { timeout: 20_000, interval: 300 },
  )
}

it('tells what would be asked and what it may cost, and asks AWS nothing that costs', async () => {
  const { body } = await ask<QueryEstimate>('estimate', { q: 'disk full' })
  expect(body).toMatchObject({ logGroups: 2, queries: 1, usdPerGb: 0.5 })
  expect(body.queryString).toContain('filter @message like /(?i)disk full/')
  expect(body.scannedBytes).toBeGreaterThan(body.storedBytes)
  const { byOperation } = await api.aws.get<{ byOperation: Record<string, number> }>('calls')
  expect(Object.keys(byOperation).filter((name) => name !== 'DescribeLogGroups')).toEqual([])
})

it('finds by a query, with progress and what was read, and stops at its end', async () => {
  const { body, read } = await start({ q: 'disk full' })
  expect(body).toMatchObject({ logGroups: 2, logGroupsLeftOut: 0 })
  expect(read?.imageIds.toSorted()).toEqual(['secret-two', 'weather-one'])
  const early = await ask<QueryResults>('results', { queryIds: body.queryIds.join(), q: 'disk full' })
  expect(early.body.queries[0]?.status).toMatch(/Scheduled|Running/)
  const done = await results(body.queryIds)
  expect(done.queries[0]?.status).toBe('Complete')
  expect(done.bytesScanned).toBeGreaterThan(100)
  expect([done.recordsScanned, done.lines]).toEqual([8, 4])
  const [log] = done.logs.filter(({ imageId }) => imageId === 'weather-one')
  expect(log).toMatchObject({
    logStreamName: '3.13.0/1',
    hits: [
      { timestamp: new Date(at + 5).toISOString(), line: 0, text: 'Stdout: Disk FULL on weather-one' },
      { timestamp: new Date(at + 9).toISOString(), line: 1, text: 'Stderr: disk full, too' },
    ],
  })
  // A query that is over is not asked about again.
  await api.aws.delete('calls')
  await results(body.queryIds)
  expect(await api.aws.get('calls')).toMatchObject({ total: 0 })
})

it('reads no log group that may not be read, and tells of none, whoever’s query it was', async () => {
  const rights = [{ imageIdPrefixes: ['weather-'] }]
  expect((await ask<QueryEstimate>('estimate', { q: 'disk full' }, { rights })).body.logGroups).toBe(1)
  const { body, read } = await start({ q: 'disk full' }, rights)
  expect([body.logGroups, read?.imageIds]).toEqual([1, ['weather-one']])
  const { calls } = await api.aws.get<{ calls: { operation: string; params: Record<string, unknown> }[] }>(
    'calls?operation=StartQuery',
  )
  expect(calls.map(({ params }) => params.logGroupNames)).toEqual([
    ['/aws/imagebuilder/ParallelClusterImage-weather-one'],
  ])
  const others = await start({ q: 'disk full' })
  const cut = await results(others.body.queryIds, rights)
  expect(cut.logs.map(({ imageId }) => imageId)).toEqual(['weather-one'])
  expect([cut.lines, cut.recordsScanned]).toEqual([2, 0])
})

it('a query that is stopped keeps what it found, and may be stopped twice', async () => {
  const { body } = await start({ q: 'disk full' })
  const stop = () => ask('stop', { queryIds: body.queryIds.join() }, { method: 'POST' })
  expect((await stop()).status).toBe(200)
  expect((await stop()).status).toBe(200)
  expect((await results(body.queryIds)).queries[0]?.status).toBe('Cancelled')
})

it('fifty log groups make a query; what AWS refuses after the first is said beside what was started', async () => {
  for (let n = 0; n < 60; n++) await addBuild(`many-${n}`)
  const { body } = await ask<QueryEstimate>('estimate', { q: 'disk full', image: 'many-' })
  expect(body).toMatchObject({ logGroups: 60, queries: 2 })
  expect(body.queryString).toContain('limit 5000')
  await api.aws.post('faults', { kind: 'accessDenied', operation: 'StartQuery', after: 1, count: 1 })
  const { body: begun } = await start({ q: 'disk full', image: 'many-' })
  expect(begun).toMatchObject({ logGroups: 50, logGroupsLeftOut: 10 })
  expect(begun.message).toContain('is not authorized to perform: logs:StartQuery')
})

it('a refusal is AWS’s, in its words', async () => {
  await api.aws.post('faults', { kind: 'accessDenied', operation: 'StartQuery', count: 1 })
  const { status, body } = await start({ q: 'disk full' })
  expect([status, body.message]).toEqual([
    401,
    expect.stringContaining('is not authorized to perform: logs:StartQuery'),
  ])
})

it('what would run beside too many others is refused in AWS’s words, and not begun a second time', async () => {
  const region = api.world.region('123456789012', 'us-east-1')
  const logGroupName = '/aws/imagebuilder/ParallelClusterImage-weather-one'
  const params = { logGroupName, queryString: 'fields @message', startTime: 0, endTime: Date.now() }
  const call = { params } as unknown as AwsCall
  // Those of the tests above may be running still.
  region.queries.clear()
  for (let n = 0; n < 30; n++) startQuery(region, call, Date.now() + 5_000)
  const { status, body } = await start({ q: 'disk full', image: 'weather' })
  expect([status, body.message]).toEqual([
    429,
    expect.stringContaining('Account maximum query concurrency limit of [30] reached'),
  ])
  expect(await started()).toBe(1)
})

it('nothing is started that costs more than was confirmed, or that cannot be read', async () => {
  await api.aws.post('streams', {
    logGroupName: '/aws/imagebuilder/ParallelClusterImage-large',
    logStreamName: '3.13.0/1',
    lines: 5_000_000,
    everyMs: 0,
  })
  await vi.waitFor(async () => {
    const { status, body } = await start({ q: 'x', image: 'large', confirmedUsd: '0' })
    expect([status, body.message]).toEqual([400, expect.stringContaining('$0.00 was confirmed')])
  })
  expect((await start({ q: '(', regularExpression: 'true' })).status).toBe(400)
  expect(await started()).toBe(0)
})

it('says plainly that AWS no longer has the results', async () => {
  const { status, body } = await ask('results', { queryIds: 'c0ffee00-0000-4000-8000-000000000000', q: 'x' })
  expect([status, body.message]).toEqual([404, 'AWS no longer has the results of this search.'])
})

it('only POST starts or stops', async () => {
  expect((await ask('start', { q: 'x', confirmedUsd: '1' })).status).toBe(405)
  expect((await ask('estimate', { q: 'x' }, { method: 'POST' })).status).toBe(405)
})
