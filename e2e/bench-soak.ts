import { get } from 'node:http'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { EmbeddedAws } from './embedded-aws'
import { freePort, start } from './processes'

/**
 * `npx tsx e2e/bench-soak.ts [--minutes 5] [--folder .next/standalone]`, after `npm run build`: streams opened and left
 * half-way over and over (pages, downloads, finds, polls of a running log), with the server's memory twelve times on the
 * way. Small caches, so that what grows is not them. Ends with 1 when requests stay in flight.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    folder: { type: 'string', default: '.next/standalone' },
  },
})
const endpoint = await start(
  [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
  {},
  /AWS endpoint: (http:\S+)/,
)
const aws = new EmbeddedAws(endpoint.match[1] ?? '')
const port = await freePort()
const server = await start(
  [process.execPath, `${values.folder}/main.mjs`],
  {
    ...aws.env,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    CACHE_MEMORY_MB: '8',
    CACHE_DISK_MB: '0',
    GET_LOG_EVENTS_PER_SECOND: '50',
  },
  /Dashboard: /,
)

const logStreamName = '3.13.0/1'
const name = encodeURIComponent(logStreamName)
const logs = Array.from({ length: 20 }, (_, index) => `soak-${index}`)
const kinds = ['page', 'download', 'find', 'poll'] as const
const counts = { opened: 0, failed: 0 }

try {
  for (const imageId of logs) {
    const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
    const startTime = Date.now() - (imageId === 'soak-0' ? 60_000 : 86_400_000)
    await aws.post('streams', { logGroupName, logStreamName, lines: 60_000, startTime, everyMs: 1 })
  }
  const until = Date.now() + Number(values.minutes) * 60_000
  const rows: object[] = []
  const watching = (async () => {
    for (let sample = 0; sample <= 12; sample++) {
      rows.push(await measure())
      await sleep((Number(values.minutes) * 60_000) / 12)
    }
  })()
  await Promise.all([openAndLeave(0, until), openAndLeave(1, until), openAndLeave(2, until)])
  await watching
  await sleep(30_000)
  const rest = await measure()
  console.table([...rows, rest])
  if (rest['in flight'] > 1) process.exitCode = 1
} finally {
  await Promise.all([server.stop(), endpoint.stop()])
}

async function openAndLeave(worker: number, until: number) {
  for (let turn = worker; Date.now() < until; turn += 3) {
    const image = `/v3/images/custom/${logs[turn % logs.length]}`
    const since = new Date(Date.now() - 20_000).toISOString()
    const kind = kinds[turn % kinds.length]
    // Light enough to run beside other work.
    await sleep(50)
    if (kind === 'page') await leave(`${image}/logstreams/${name}?startFromHead=true`)
    else if (kind === 'download') await leave(`${image}/download?logStreamName=${name}`)
    else if (kind === 'find') await leave(`${image}/find?logStreamName=${name}&q=line%201`)
    else await leave(`${image}/logstreams/${name}?startFromHead=true&startTime=${since}`)
  }
}

/** Goes away as soon as something comes; every fourth time without waiting for that. */
function leave(path: string): Promise<void> {
  const impatient = counts.opened++ % 4 === 0
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (res) => {
      if ((res.statusCode ?? 500) >= 400) counts.failed++
      res.once('data', () => request.destroy())
      res.on('error', () => {})
      res.on('close', resolve)
    })
    request.on('error', () => resolve())
    request.on('close', resolve)
    if (impatient) setTimeout(() => request.destroy(), 5)
  })
}

async function measure() {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const value = (metric: string) =>
    Number(new RegExp(`^${metric} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
  const mebibytes = (metric: string) => Math.round(value(metric) / 2 ** 20)
  return {
    opened: counts.opened,
    failed: counts.failed,
    'resident MiB': mebibytes('process_resident_memory_bytes'),
    'heap MiB': mebibytes('nodejs_heap_size_used_bytes'),
    'external MiB': mebibytes('nodejs_external_memory_bytes'),
    'in flight': value('http_requests_in_flight'),
    handles: value('nodejs_active_handles_total'),
    load: Number(loadavg()[0]?.toFixed(1)),
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
