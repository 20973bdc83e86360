import { setTimeout as sleep } from 'node:timers/promises'
import { CloudWatchLogsClient, DeleteLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startApi } from './api-under-test'

let api: Awaited<ReturnType<typeof startApi>>
beforeAll(async () => {
  process.env.AWS_MAX_ATTEMPTS = '1'
  process.env.CACHE_DISK_MB = '0'
  api = await startApi()
})
afterAll(() => api.close())
afterEach(async () => {
  vi.useRealTimers()
  await api.aws.delete('faults')
})

const minute = 60_000
const hour = 60 * minute
const logStreamName = '3.13.0/1'
let made = 0

/** A stream of its own, and ways to ask for it. */
function stream() {
  const imageId = `live-${made++}`
  const where = { logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`, logStreamName }
  const path = `/v3/images/custom/${imageId}`
  const events = (query: Record<string, string>) =>
    api.ask(
      `${path}/logstreams/${encodeURIComponent(logStreamName)}?${new URLSearchParams({ startFromHead: 'true', ...query })}`,
    )
  const messages = async (query: Record<string, string> = {}): Promise<string[]> =>
    (await events(query)).body.events.map(({ message }: { message: string }) => message)
  return {
    imageId,
    where,
    path,
    events,
    messages,
    write: (timestamp: number, ...lines: string[]) =>
      api.aws.post('events', { ...where, events: lines.map((message) => ({ timestamp, message })) }),
    running: () =>
      api.aws.post('stacks', {
        stackName: imageId,
        stackStatus: 'CREATE_IN_PROGRESS',
        tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
      }),
    calls: async () =>
      (await api.aws.get<{ calls: unknown[] }>(`calls?operation=GetLogEvents`)).calls.filter((call) =>
        JSON.stringify(call).includes(where.logGroupName),
      ).length,
  }
}

const iso = (time: number) => new Date(time).toISOString()

let passed = 0
const now = performance.now.bind(performance)
performance.now = () => now() + passed

/** Time goes on for what measures it; nothing that waits is hurried. */
function pass(ms: number) {
  passed += ms
}

it('events ahead of the clock are found, downloaded and outlined as the page has them', async () => {
  const log = stream()
  const now = Date.now()
  for (const ahead of [-6, 3, 6, 10, 30, 119]) {
    await log.write(now + ahead * minute, `needle ${ahead}`)
  }
  const all = [-6, 3, 6, 10, 30, 119].map((ahead) => `needle ${ahead}`)
  expect(await log.messages()).toEqual(all)
  const { GET: download } = await import('@/app/v3/images/custom/[imageId]/download/route')
  const { GET: find } = await import('@/app/v3/images/custom/[imageId]/find/route')
  const answer = async (get: typeof download, query: string) => {
    const request = new Request(
      `http://127.0.0.1${log.path}/x?logStreamName=${encodeURIComponent(logStreamName)}${query}`,
    )
    const response = await get(request, { params: Promise.resolve({ imageId: log.imageId }) })
    return response.text()
  }
  expect(await answer(download, '')).toBe(`${all.join('\n')}\n`)
  expect(await answer(find, '&q=needle')).toContain('"done":true,"scanned":6,"total":6')
  const outline = await api.ask(`${log.path}/outline?logStreamName=${encodeURIComponent(logStreamName)}`)
  expect(outline.body.lastTimestamp).toBe(now + 119 * minute)
})

it('a download of a log that is written faster than it is read comes to an end', async () => {
  const log = stream()
  const now = Date.now()
  await api.aws.post('streams', {
    ...log.where,
    lines: 2_000_000,
    startTime: now - 1_000,
    everyMs: 3,
    template: 'line {n}',
  })
  const { readLogStream } = await import('@/lib/aws/read-log-stream')
  const { resolveScope } = await import('@/lib/aws/scope')
  const scope = await resolveScope({})
  let pages = 0
  const caller = new AbortController().signal
  const of = { imageId: log.imageId, logStreamName }
  for await (const events of readLogStream(scope, of, caller)) {
    pages += events.length > 0 ? 1 : 0
  }
  expect(pages).toBe(101)
})

describe('a log that is over', () => {
  async function finished() {
    const log = stream()
    const then = Date.now() - 5 * hour
    const events = [{ timestamp: then, message: 'old line' }]
    await api.aws.post('events', { ...log.where, events, ingestionTime: then })
    await log.messages()
    pass(10_000)
    await log.messages()
    await api.aws.delete('calls')
    expect([await log.messages(), await log.calls()]).toEqual([['old line'], 0])
    return log
  }

  it('is not shown any more within a minute of its deletion', async () => {
    const log = await finished()
    const logs = new CloudWatchLogsClient({ region: 'us-east-1' })
    await logs.send(new DeleteLogStreamCommand(log.where))
    pass(61_000)
    expect((await log.events({})).status).toBe(404)
  })

  it('is not shown any more within a minute of access being taken away', async () => {
    const log = await finished()
    await api.aws.post('faults', { kind: 'accessDenied', service: 'logs', containing: log.imageId })
    pass(61_000)
    expect((await log.events({})).status).toBe(401)
  })

  it('stays readable while AWS only fails to say how it is', async () => {
    const log = await finished()
    await api.aws.post('faults', { kind: 'internalError', operation: 'DescribeLogStreams' })
    pass(61_000)
    expect(await log.messages()).toEqual(['old line'])
  })

  it('is the new one’s within a minute of being made anew', async () => {
    const log = await finished()
    const logs = new CloudWatchLogsClient({ region: 'us-east-1' })
    await logs.send(new DeleteLogStreamCommand(log.where))
    await log.write(Date.now(), 'new line')
    pass(61_000)
    expect(await log.messages()).toEqual(['new line'])
  })
})

it('a log that is written stays live while the wall clock jumps', async () => {
  const log = stream()
  await log.running()
  await log.write(Date.now() - 10_000, 'first')
  for (const jump of [3 * hour, -72 * hour]) {
    vi.useFakeTimers({ now: Date.now() + jump, toFake: ['Date'] })
    for (let look = 0; look < 3; look++) await log.messages()
    vi.useRealTimers()
    await log.write(Date.now(), `after ${jump / hour} h`)
    // What a crowd was answered is over.
    pass(5_000)
    vi.useFakeTimers({ now: Date.now() + jump, toFake: ['Date'] })
    expect((await log.messages()).at(-1)).toBe(`after ${jump / hour} h`)
    vi.useRealTimers()
  }
})

describe('while a crowd follows', () => {
  const start = () => iso(Date.now() - 20_000)

  it('a window that lies elsewhere hides no lines from the others', async () => {
    const log = stream()
    await log.running()
    await log.write(Date.now() - 5_000, 'before')
    const { nextToken } = (await log.events({ startTime: start(), limit: '10000' })).body
    await log.write(Date.now(), 'new')
    for (let poll = 0; poll < 8; poll++) {
      const odd =
        poll % 2 === 0 ? { startTime: iso(Date.now() + hour) } : { endTime: iso(Date.now() - 10_000) }
      expect(await log.messages({ startTime: start(), ...odd, nextToken })).toEqual([])
    }
    expect(await log.messages({ startTime: start(), nextToken })).toEqual(['new'])
    expect(await log.messages({ startTime: iso(Date.now() + hour), nextToken })).toEqual([])
  })

  it('an end in the future is an end', async () => {
    const log = stream()
    await log.running()
    const now = Date.now()
    await log.write(now + 30 * minute, 'ahead')
    const query = { startTime: start(), endTime: iso(now + 10 * minute), limit: '10000' }
    for (let poll = 0; poll < 8; poll++) {
      await log.messages({ startTime: start(), limit: '10000' })
      expect(await log.messages(query)).toEqual([])
    }
  })

  it('all look for late events with one call a minute', async () => {
    const log = stream()
    await log.running()
    const now = Date.now()
    await log.write(now - 5_000, 'before')
    const endTime = iso((Math.floor(now / minute) + 1) * minute)
    const sweep = () => log.messages({ startFromHead: 'false', endTime, limit: '10000' })
    const before = await log.calls()
    for (const wait of [0, 10, 10, 10, 10]) {
      await sleep(wait)
      expect(await Promise.all([sweep(), sweep()])).toEqual([['before'], ['before']])
    }
    expect((await log.calls()) - before).toBe(1)
    await log.write(now - 4_000, 'late')
    pass(60_000)
    expect(await sweep()).toEqual(['before', 'late'])
  })

  it('reads no minute of a burst again and again for each of them', async () => {
    const log = stream()
    await log.running()
    const now = Date.now()
    await api.aws.post('streams', {
      ...log.where,
      lines: 60_000,
      startTime: now - 60_000,
      everyMs: 1,
      template: '{n}',
    })
    const nearEnd = iso(now - 1_000)
    for (let poll = 0; poll < 8; poll++) await log.messages({ startTime: nearEnd, limit: '10000' })
    const lines = await log.messages({ startTime: nearEnd, limit: '10000' })
    expect([lines[0], lines.at(-1)]).toEqual(['59001', '60000'])
  })
})
