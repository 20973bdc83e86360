import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { freePort, start } from './processes'

/**
 * `npx tsx e2e/bench-load.ts [--rate 200] [--seconds 60] [--server …] [--node-option …]`, after `npm run build`: a mix of what people and
 * their tabs ask, at a fixed rate whatever the answers, against the production build and the embedded endpoint. A time
 * counts from the moment the request was due. Prints what each of the three processes costs on the way (CPU in
 * per cent of one core); ends with 1 when anything failed.
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    /** Only addresses that match, e.g. `^/images`. */
    only: { type: 'string', default: '' },
    /** For the server, e.g. `--node-option=--cpu-prof`. */
    server: { type: 'string', default: '.next/standalone/main.mjs' },
    'node-option': { type: 'string', multiple: true, default: [] },
  },
})
const [rate, seconds] = [Number(values.rate), Number(values.seconds)]

const endpoint = await start(
  [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts'],
  {},
  /AWS endpoint: (http:\S+)/,
)
const port = await freePort()
const server = await start(
  [process.execPath, ...values['node-option'], values.server],
  {
    PORT: String(port),
    LOG_LEVEL: 'info',
    AWS_ENDPOINT_URL: endpoint.match[1],
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_EC2_METADATA_DISABLED: 'true',
  },
  /Dashboard: /,
)
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
process.once('SIGINT', () => void stop().then(() => process.exit(130)))
process.once('SIGTERM', () => void stop().then(() => process.exit(143)))

type Answer = { kind: string; status: number; ms: number }
const answers: Answer[] = []

try {
  const addresses = (await mix()).filter((address) => new RegExp(values.only).test(address))
  for (const address of addresses) await ask(address, performance.now())
  const rows = [await sample(0)]
  const loaded = load(addresses)
  for (let second = 10; second <= seconds; second += 10) {
    const from = answers.length
    await new Promise((resolve) => setTimeout(resolve, 10_000))
    rows.push(await sample(from))
  }
  await loaded
  const kinds = new Map<string, Answer[]>()
  for (const answer of answers) kinds.set(answer.kind, [...(kinds.get(answer.kind) ?? []), answer])
  console.table(
    Object.fromEntries([...kinds, ['all', answers] as const].map(([kind, of]) => [kind, summary(of)])),
  )
  console.table(rows.map((row, index) => costs(row, rows[index - 1])))
  const calls = await metric(/^aws_call_duration_seconds_count\{operation="(\w+)",outcome="(\w+)"\} (\d+)$/gm)
  console.log(
    `AWS calls: ${calls.map(([, operation, outcome, count]) => `${operation} ${outcome} ${count}`).join(', ')}`,
  )
  // A 404 is the right answer for an image without a log group or a stack.
  const failed = answers.filter(({ status }) => status === 0 || (status >= 400 && status !== 404)).length
  console.log(`${rate} requests/s for ${seconds} s: ${answers.length} answers, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
} finally {
  await stop()
}

async function stop() {
  agent.destroy()
  await Promise.all([server.stop(), endpoint.stop()])
}

/** One address of each kind per image: lists, pages, streams, both ends of a log, stack events. */
async function mix(): Promise<string[]> {
  const { images } = await json<{ images: { imageId: string }[] }>('/v3/images/custom')
  const addresses = ['/images', '/v3/images/custom', '/healthz']
  for (const { imageId } of images) {
    const api = `/v3/images/custom/${imageId}`
    addresses.push(`/images/${imageId}`, api, `${api}/stackevents`)
    const { logStreams = [] } = await json<{ logStreams?: { logStreamName: string }[] }>(`${api}/logstreams`)
    for (const { logStreamName } of logStreams) {
      const log = `${api}/logstreams/${encodeURIComponent(logStreamName)}`
      addresses.push(`${api}/logstreams`, `${log}?limit=200`, `${log}?limit=200&startFromHead=true`)
    }
  }
  return addresses
}

async function load(addresses: string[]): Promise<void> {
  const asked: Promise<void>[] = []
  const begun = performance.now()
  while (asked.length < rate * seconds) {
    const due = begun + (asked.length * 1000) / rate
    if (due <= performance.now()) {
      const address = addresses[asked.length % addresses.length] ?? '/healthz'
      asked.push(ask(address, due).then((answer) => void answers.push(answer)))
    } else {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  await Promise.all(asked)
}

/** As a browser asks; what it does with the answer is no part of the measure. */
function ask(path: string, due: number): Promise<Answer> {
  return new Promise((resolve) => {
    const done = (status: number) => resolve({ kind: kindOf(path), status, ms: performance.now() - due })
    const headers = { 'accept-encoding': 'gzip' }
    get({ host: '127.0.0.1', port, path, agent, headers }, (res) => {
      res.resume()
      res.on('end', () => done(res.statusCode ?? 0))
      res.on('error', () => done(0))
    }).on('error', () => done(0))
  })
}

async function json<Body>(path: string): Promise<Body> {
  return (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Body
}

async function metric(pattern: RegExp): Promise<RegExpMatchArray[]> {
  return [...(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).matchAll(pattern)]
}

async function sample(from: number) {
  const bytes = await metric(
    /^(process_resident_memory|nodejs_heap_size_used|nodejs_external_memory)_bytes (\S+)$/gm,
  )
  const own = process.cpuUsage()
  return {
    at: performance.now(),
    times: answers.slice(from).map(({ ms }) => ms),
    mebibytes: bytes.map(([, name, value]) => [name, Math.round(Number(value) / 2 ** 20)] as const),
    cpu: {
      server: cpuSeconds(server.pid),
      generator: (own.user + own.system) / 1e6,
      'AWS endpoint': cpuSeconds(endpoint.pid),
    },
  }
}

/** Linux counts a process's time in ticks of 10 ms. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

type Sample = Awaited<ReturnType<typeof sample>>

function costs(now: Sample, before: Sample | undefined) {
  const seconds = before ? (now.at - before.at) / 1000 : Number.NaN
  const share = (name: keyof Sample['cpu']) =>
    before ? `${Math.round(((now.cpu[name] - before.cpu[name]) / seconds) * 100)} %` : ''
  return {
    answers: now.times.length,
    p50: quantile(now.times, 0.5),
    p95: quantile(now.times, 0.95),
    max: quantile(now.times, 1),
    'server CPU': share('server'),
    'generator CPU': share('generator'),
    'AWS endpoint CPU': share('AWS endpoint'),
    ...Object.fromEntries(
      now.mebibytes.map(([name, value]) => [`${name?.replace(/^\w*?_/, '')} MiB`, value]),
    ),
    load: loadavg()[0]?.toFixed(1),
  }
}

function summary(of: Answer[]) {
  const times = of.map(({ ms }) => ms)
  const statuses = [...new Set(of.map(({ status }) => status))].sort().join(' ')
  const [p50, p95, p99, max] = [0.5, 0.95, 0.99, 1].map((share) => quantile(times, share))
  return { requests: of.length, statuses, p50, p95, p99, max }
}

function quantile(times: number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b)
  return `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)} ms`
}

function kindOf(path: string): string {
  return (path.split('?')[0] ?? '')
    .replace(/logstreams\/.+/, 'logstreams/…')
    .replace(/(custom|^\/images)\/[^/]+/, '$1/…')
}
