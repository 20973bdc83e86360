import { expect, it } from 'vitest'
import type { AwsCall } from '../wire/aws-call'
import { World } from '../world'
import { getQueryResults, startQuery, stopQuery } from './insights-query'
import { ensureLogGroup, ensureLogStream } from './log-group'

type Results = {
  status: string
  results: { field: string; value: string }[][]
  statistics: Record<string, number>
}

const now = Date.parse('2026-11-27T10:00:00.000Z')

function region(groups = 1) {
  const made = new World().region('123456789012', 'us-east-1')
  for (let n = 0; n < groups; n++) {
    const stream = ensureLogStream(ensureLogGroup(made, `/g/${n}`, now - 10_000), '3.13.0/1', now - 10_000)
    stream.events.generate(
      10,
      (i) => now - 5_000 + i,
      (i) => `line ${i} of ${n}`,
    )
  }
  return made
}

const call = (params: object) => ({ params }) as AwsCall
const start = (of: ReturnType<typeof region>, params: object = {}, at = now) =>
  startQuery(
    of,
    call({
      logGroupNames: ['/g/0'],
      queryString:
        'fields @timestamp, @log, @message | filter @message like /line [1-3]/ | sort @timestamp desc',
      startTime: now / 1000 - 60,
      endTime: now / 1000,
      ...params,
    }),
    at,
  ) as { queryId: string }
const read = (of: ReturnType<typeof region>, queryId: string, at: number) =>
  getQueryResults(of, call({ queryId }), at) as Results

it('a query is scheduled, runs while its rows and statistics grow, and is complete', () => {
  const of = region(2)
  const { queryId } = start(of, { logGroupNames: ['/g/0', '/g/1'] })
  expect(read(of, queryId, now + 100)).toMatchObject({ status: 'Scheduled', results: [] })
  const half = read(of, queryId, now + 400 + 3_000)
  expect([half.status, half.statistics.recordsScanned, half.results.length]).toEqual(['Running', 10, 3])
  const { status, statistics, results } = read(of, queryId, now + 10_000)
  expect([status, results.length]).toEqual(['Complete', 6])
  expect(statistics).toMatchObject({ recordsMatched: 6, recordsScanned: 20, logGroupsScanned: 2 })
  expect(statistics.bytesScanned).toBe(20 * 'line 0 of 0'.length)
  expect(results[0]?.slice(0, 3)).toEqual([
    { field: '@timestamp', value: '2026-11-27 09:59:55.003' },
    { field: '@log', value: '123456789012:/g/0' },
    { field: '@message', value: 'line 3 of 0' },
  ])
  expect(results[0]?.[3]?.field).toBe('@ptr')
})

it('both ends of the time range are included, in whole seconds', () => {
  const of = region()
  const rows = (startTime: number, endTime: number) =>
    read(of, start(of, { startTime, endTime }).queryId, now + 10_000).results.length
  expect(rows(now / 1000 - 5, now / 1000 - 4)).toBe(3)
  expect(rows(now / 1000 - 4, now / 1000)).toBe(0)
})

it('the query’s own limit counts before the call’s', () => {
  const of = region()
  const { queryId } = start(of, { queryString: 'fields @message | limit 2', limit: 5 })
  expect(read(of, queryId, now + 10_000).results.length).toBe(2)
})

it('a stopped query is cancelled, keeps what it found, and cannot be stopped again', () => {
  const of = region()
  const { queryId } = start(of)
  expect(stopQuery(of, call({ queryId }), now + 3_400)).toEqual({ success: true })
  const { status, statistics } = read(of, queryId, now + 60_000)
  expect([status, statistics.recordsScanned]).toEqual(['Cancelled', 5])
  expect(() => stopQuery(of, call({ queryId }), now + 4_000)).toThrow('not running')
})

it('refuses what AWS refuses', () => {
  const of = region()
  expect(() => start(of, { logGroupName: '/g/0' })).toThrow('Exactly one of')
  expect(() => start(of, { logGroupNames: ['/g/9'] })).toThrow("Log group '/g/9' does not exist")
  expect(() => start(of, { logGroupNames: Array(51).fill('/g/0') })).toThrow('less than or equal to 50')
  expect(() => start(of, { startTime: 100, endTime: 200 })).toThrow('before the log groups creation time')
  expect(() => start(of, { limit: 10_001 })).toThrow('less than or equal to 10000')
  expect(() => read(of, 'none', now)).toThrow('does not exist')
})

it('runs thirty at once, and others once one of them is over', () => {
  const of = region()
  for (let n = 0; n < 30; n++) start(of)
  expect(() => start(of)).toThrow('Account maximum query concurrency limit of [30] reached.')
  expect(start(of, {}, now + 10_000).queryId).toMatch(/^[0-9a-f-]{36}$/)
})
