import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startAwsEndpoint } from './aws-endpoint/server'
import { EmbeddedAws } from './embedded-aws'

/**
 * What a crowd costs AWS: viewers of one running stream, and a finished stream of 200,000 lines read twice.
 *   node --conditions=react-server --import tsx e2e/bench-quota.ts [--viewers 100] [--seconds 60] [--replicas 2 --valkey redis://127.0.0.1:6379]
 */
const { values } = parseArgs({
  options: {
    viewers: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '60' },
    replicas: { type: 'string', default: '1' },
    valkey: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const endpoint = await startAwsEndpoint()
const aws = new EmbeddedAws(endpoint.url)
const started = await Promise.all(Array.from({ length: Number(values.replicas) }, startReplica))
const group = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`

await running()
await finished()
for (const { child } of started) child.kill()
await endpoint.close()

async function running() {
  const of = { logGroupName: group('running'), logStreamName: '3.13.0/1' }
  await aws.post('stacks', { stackName: 'running', stackStatus: 'CREATE_IN_PROGRESS' })
  await aws.post('streams', {
    ...of,
    lines: 50,
    startTime: Date.now() - 50_000,
    everyMs: 1000,
    template: 'before {n}',
  })
  await aws.delete('calls')
  const until = Date.now() + seconds * 1000
  let written = 0
  const writing = (async () => {
    while (Date.now() < until - 12_000) {
      const timestamp = Date.now()
      await aws.post('events', { ...of, events: [{ timestamp, message: `line ${written++}` }] })
      await sleep(200)
    }
  })()
  const viewers = Array.from({ length: Number(values.viewers) }, (_, index) => view(index, until))
  const seen = await Promise.all(viewers)
  await writing
  const { byOperation } = await aws.get<{ byOperation: Record<string, number> }>('calls')
  const complete = seen.filter((lines) => lines === written).length
  console.log(`${values.viewers} viewers, ${started.length} replica(s), ${seconds} s:`, byOperation)
  console.log(`  ${written} lines written while they watched; ${complete} viewers have each exactly once`)
}

/**
 * Follows as the log view does: the last 20 seconds again, then the end with the token; once a minute a page back from
 * the next whole minute, for late events.
 */
async function view(index: number, until: number): Promise<number> {
  const base = started[index % started.length]?.url
  const path = `${base}/v3/images/custom/running/logstreams/3.13.0%2F1`
  const counts = new Map<string, number>()
  let newest = Date.now() - 10_000
  let sweepAt = Date.now() + 60_000
  await sleep((index * 3_000) / Number(values.viewers))
  while (Date.now() < until) {
    const query = new URLSearchParams({
      startFromHead: 'true',
      limit: '10000',
      startTime: new Date(newest - 20_000).toISOString(),
    })
    const page = await get(`${path}?${query}`)
    const end = await get(`${path}?${query}&nextToken=${encodeURIComponent(page.nextToken)}`)
    const lines = new Map<string, number>()
    for (const { message, timestamp } of [...page.events, ...end.events]) {
      if (message.startsWith('line')) lines.set(message, (lines.get(message) ?? 0) + 1)
      newest = Math.max(newest, Date.parse(timestamp))
    }
    for (const [line, count] of lines) counts.set(line, Math.max(count, counts.get(line) ?? 0))
    if (Date.now() >= sweepAt) {
      sweepAt += 60_000
      const endTime = new Date((Math.floor(newest / 60_000) + 1) * 60_000).toISOString()
      await get(`${path}?${new URLSearchParams({ startFromHead: 'false', limit: '10000', endTime })}`)
    }
    await sleep(3_000)
  }
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

async function finished() {
  const of = { logGroupName: group('done'), logStreamName: '3.13.0/1' }
  await aws.post('streams', { ...of, lines: 200_000, startTime: Date.now() - 86_400_000, everyMs: 20 })
  for (const turn of ['first', 'second']) {
    await aws.delete('calls')
    const began = performance.now()
    const lines = await readAll(`${started[0]?.url}/v3/images/custom/done/logstreams/3.13.0%2F1`)
    const { byOperation, total } = await aws.get<{ total: number; byOperation: object }>('calls')
    const took = Math.round(performance.now() - began)
    console.log(`${turn} reading of ${lines} lines: ${took} ms, ${total} calls to AWS`, byOperation)
  }
}

async function readAll(path: string): Promise<number> {
  let lines = 0
  let token: string | undefined
  for (;;) {
    const next = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`
    const page = await get(`${path}?startFromHead=true${next}`)
    lines += page.events.length
    if (page.nextToken === token) return lines
    token = page.nextToken
  }
}

type Page = { events: { timestamp: string; message: string }[]; nextToken: string }

async function get(address: string): Promise<Page> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Page
}

async function startReplica(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'e2e/api/replica.ts'],
    {
      env: {
        ...process.env,
        ...aws.env,
        CACHE_DISK_MB: '0',
        ...(values.valkey && { VALKEY_URL: values.valkey }),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
  return { child, url: String(line).replace('Replica: ', '').trim() }
}
