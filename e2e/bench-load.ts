import { Agent, get } from 'node:http'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { freePort, start } from './processes'

/**
 * `npx tsx e2e/bench-load.ts [--rate 200] [--seconds 60]`, after `npm run build`: a mix of what people and their tabs ask, at
 * a fixed rate whatever the answers, against the production build and the embedded endpoint. Prints a table and the
 * server's memory on the way; ends with 1 when anything failed.
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
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
  [process.execPath, '.next/standalone/main.mjs'],
  {
    PORT: String(port),
    LOG_LEVEL: 'warn',
    AWS_ENDPOINT_URL: endpoint.match[1],
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    AWS_EC2_METADATA_DISABLED: 'true',
  },
  /Dashboard: /,
)
const agent = new Agent({ keepAlive: true, maxSockets: 256 })
let failures = 0
process.once('SIGINT', () => void stop().then(() => process.exit(130)))
process.once('SIGTERM', () => void stop().then(() => process.exit(143)))

try {
  const addresses = await mix()
  await Promise.all(addresses.map((address) => ask(address)))
  const before = await memory()
  const series: string[] = []
  const sampling = setInterval(() => void memory().then((mib) => series.push(mib.toFixed(0))), 10_000)
  const results = await load(addresses)
  clearInterval(sampling)
  const after = await memory()
  report(results, before, after)
  console.log(`Memory every 10 s: ${series.join(' ')} MiB; load average ${loadavg()[0]?.toFixed(1)}`)
} finally {
  await stop()
}
process.exitCode = failures > 0 ? 1 : 0

async function stop() {
  agent.destroy()
  await Promise.all([server.stop(), endpoint.stop()])
}

type Answer = { address: string; status: number; ms: number; bytes: number }

/** One address of each kind per image: lists, pages, streams, both ends of a log, stack events. */
async function mix(): Promise<string[]> {
  const json = async (address: string) => JSON.parse((await ask(address)).body)
  const { images } = (await json('/v3/images/custom')) as { images: { imageId: string }[] }
  const addresses = ['/images', '/v3/images/custom', '/healthz']
  for (const { imageId } of images) {
    const api = `/v3/images/custom/${imageId}`
    addresses.push(`/images/${imageId}`, api, `${api}/stackevents`)
    const streams = await ask(`${api}/logstreams`)
    if (streams.status !== 200) continue
    const { logStreams } = JSON.parse(streams.body) as { logStreams: { logStreamName: string }[] }
    for (const { logStreamName } of logStreams) {
      const log = `${api}/logstreams/${encodeURIComponent(logStreamName)}`
      addresses.push(`${api}/logstreams`, `${log}?limit=200`, `${log}?limit=200&startFromHead=true`)
    }
  }
  return addresses
}

async function load(addresses: string[]): Promise<Answer[]> {
  const answers: Promise<Answer>[] = []
  const begun = performance.now()
  for (let i = 0; i < rate * seconds; i++) {
    const due = begun + (i * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    const address = addresses[i % addresses.length] ?? '/healthz'
    answers.push(ask(address).then(({ status, ms, body }) => ({ address, status, ms, bytes: body.length })))
  }
  return Promise.all(answers)
}

function ask(address: string): Promise<{ status: number; ms: number; body: string }> {
  const begun = performance.now()
  return new Promise((resolve) => {
    const done = (status: number, body: string) => resolve({ status, ms: performance.now() - begun, body })
    get({ host: '127.0.0.1', port, path: address, agent }, (res) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => done(res.statusCode ?? 0, Buffer.concat(chunks).toString()))
      res.on('error', () => done(0, ''))
    }).on('error', () => done(0, ''))
  })
}

/** The server's resident memory, in MiB. */
async function memory(): Promise<number> {
  const { body } = await ask('/metrics')
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(body)?.[1] ?? Number.NaN) / 2 ** 20
}

function report(answers: Answer[], before: number, after: number) {
  const kinds = new Map<string, Answer[]>()
  for (const answer of answers) {
    const kind = kindOf(answer.address)
    kinds.set(kind, [...(kinds.get(kind) ?? []), answer])
  }
  console.table(
    Object.fromEntries([...kinds, ['all', answers] as const].map(([kind, of]) => [kind, summary(of)])),
  )
  // A 404 is the right answer for an image without a log group or a stack.
  failures += answers.filter(({ status }) => status === 0 || (status >= 400 && status !== 404)).length
  console.log(`${rate} requests/s for ${seconds} s: ${failures} failed`)
  console.log(`Memory: ${before.toFixed(0)} MiB before, ${after.toFixed(0)} MiB after`)
}

function summary(answers: Answer[]) {
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (share: number) =>
    `${(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0)} ms`
  const statuses = [...new Set(answers.map(({ status }) => status))].sort().join(' ')
  return { requests: answers.length, statuses, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

function kindOf(address: string): string {
  return (address.split('?')[0] ?? '')
    .replace(/logstreams\/.+/, 'logstreams/…')
    .replace(/(custom|^\/images)\/[^/]+/, '$1/…')
}
