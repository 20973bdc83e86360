import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { EmbeddedAws } from './embedded-aws'
import { freePort, start } from './processes'

/**
 * `npx tsx e2e/bench-stalled.ts [--readers 300] [--seconds 100]`, after `npm run build`: so many downloads of a long
 * log whose readers never read a byte, against the production build and the embedded endpoint. Prints the server's
 * memory and how long a healthz and another person's page take meanwhile, and how many readers are still connected.
 */
const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '100' },
    lines: { type: 'string', default: '100000' },
    /** What they ask for and do not read: `download`, or `logstreams` for pages of events. */
    ask: { type: 'string', default: 'download' },
    server: { type: 'string', default: '.next/standalone/main.mjs' },
  },
})
const [readers, seconds, lines] = [Number(values.readers), Number(values.seconds), Number(values.lines)]
const imageId = 'long-log'
const logStreamName = '3.13.0/1'

const endpoint = await start(
  [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
  {},
  /AWS endpoint: (http:\S+)/,
)
const aws = new EmbeddedAws(endpoint.match[1] ?? '')
const port = await freePort()
const server = await start(
  [process.execPath, values.server],
  { ...aws.env, PORT: String(port), LOG_LEVEL: 'warn', CACHE_DISK_MB: '0', GET_LOG_EVENTS_PER_SECOND: '100' },
  /Dashboard: /,
)
const stalled: Socket[] = []

try {
  await aws.post('streams', {
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName,
    lines,
    startTime: Date.now() - 86_400_000,
    everyMs: 10,
    template: 'line {n} of a log that is long enough to fill whatever lies between a server and its reader',
  })
  const image = `/v3/images/custom/${imageId}`
  const address =
    values.ask === 'download'
      ? `${image}/download?logStreamName=${logStreamName}`
      : `${image}/logstreams/${encodeURIComponent(logStreamName)}?startFromHead=true`
  await timeOf(address)
  const rows = [await sample('before')]
  for (let reader = 0; reader < readers; reader++) stalled.push(stall(address))
  for (let second = 5; second <= seconds; second += 5) rows.push(await sample(`${second} s`))
  console.table(rows)
  console.log(
    `${readers} stalled: memory up to ${Math.max(...rows.map(({ 'RSS MiB': rss }) => rss))} MiB, ` +
      `healthz up to ${Math.max(...rows.map((row) => row['healthz ms']))} ms`,
  )
} finally {
  for (const socket of stalled) socket.destroy()
  await Promise.all([server.stop(), endpoint.stop()])
}

/** Asks, and reads no further than its own first buffer. */
function stall(path: string): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
  return socket
}

/** Five seconds, a question of each kind ten times a second; the slowest of each. */
async function sample(at: string) {
  const slowest = { healthz: 0, page: 0 }
  const until = performance.now() + 5000
  let rss = 0
  while (performance.now() < until) {
    const [healthz, page] = await Promise.all([timeOf('/healthz'), timeOf('/images')])
    slowest.healthz = Math.max(slowest.healthz, healthz)
    slowest.page = Math.max(slowest.page, page)
    rss = Math.max(rss, residentMiB())
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    at,
    'RSS MiB': rss,
    connected: connections(),
    'healthz ms': Math.round(slowest.healthz),
    'page ms': Math.round(slowest.page),
    load: loadavg()[0]?.toFixed(1),
  }
}

function timeOf(path: string): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, (res) => {
      res.resume()
      res.on('end', () => resolve(performance.now() - begun))
      res.on('error', reject)
    }).on('error', reject)
  })
}

function residentMiB(): number {
  const [, kib] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kib) / 1024)
}

/** The server's established connections, as the system counts them. */
function connections(): number {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => {
      const [, own, , state] = line.trim().split(/\s+/)
      return own?.endsWith(local) && (state === '01' || state === '08')
    }).length
}
