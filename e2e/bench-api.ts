import { loadavg } from 'node:os'
import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { EmbeddedAws } from './embedded-aws'
import { freePort, start } from './processes'

/**
 * `npm run bench:api`, after `npm run build`: a whole stream of 200,000 lines read through the production build (as JSON
 * pages of the same size, and as a download), its cache cold, and by a bare SDK loop, in changing order against the
 * same embedded endpoint; then the JSON pages once more. Prints medians, and the load of the machine.
 */
const rounds = 5
const logStreamName = '3.13.0/1'
const [lines, warmUp] = [200_000, 10_000]
const groupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`

const endpoint = await start(
  [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
  {},
  /AWS endpoint: (http:\S+)/,
)
const aws = new EmbeddedAws(endpoint.match[1] ?? '')
const port = await freePort()
// Room for a whole reading in the bucket's burst: what is measured is work, not waiting for quota.
const env = { ...aws.env, PORT: String(port), LOG_LEVEL: 'warn', GET_LOG_EVENTS_PER_SECOND: '100' }
const server = await start([process.execPath, '.next/standalone/main.mjs'], env, /Dashboard: /)
const client = new CloudWatchLogsClient({
  region: 'us-east-1',
  endpoint: aws.url,
  credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
})

try {
  await make('warm-up', warmUp)
  await Promise.all([throughApp('warm-up', warmUp), bareSdk('warm-up', warmUp)])
  const times = {
    sdk: [] as number[],
    pages: [] as number[],
    download: [] as number[],
    again: [] as number[],
  }
  for (let round = 0; round < rounds; round++) {
    // Streams of their own each time: the app has never read them.
    const imageId = `bench-${round}-${Date.now()}`
    const downloaded = `download-${round}-${Date.now()}`
    await make(imageId, lines)
    await make(downloaded, lines)
    const inTurn = [
      async () => times.sdk.push(await timed(() => bareSdk(imageId, lines))),
      async () => times.pages.push(await timed(() => throughApp(imageId, lines))),
      async () => times.download.push(await timed(() => asDownload(downloaded, lines))),
    ]
    for (let turn = 0; turn < 3; turn++) await inTurn[(round + turn) % 3]?.()
    times.again.push(await timed(() => throughApp(imageId, lines)))
  }
  console.table({
    'bare SDK loop': row(times.sdk),
    'JSON pages through the app': row(times.pages),
    'download through the app': row(times.download),
    'JSON pages once more': row(times.again),
  })
  const ratio = (of: number[]) => (median(of) / median(times.sdk)).toFixed(2)
  console.log(
    `${lines} lines, ${rounds} rounds, load average ${loadavg()[0]?.toFixed(1)}: ` +
      `pages ${ratio(times.pages)} ×, download ${ratio(times.download)} ×, once more ${ratio(times.again)} ×`,
  )
} finally {
  client.destroy()
  await Promise.all([server.stop(), endpoint.stop()])
}

async function make(imageId: string, count: number) {
  await aws.post('streams', {
    logGroupName: groupOf(imageId),
    logStreamName,
    lines: count,
    startTime: Date.now() - 86_400_000,
    everyMs: 10,
    template: 'Stdout: ==> amazon-ebs: line {n} of a build that says about as much in a line as builds do',
  })
}

async function throughApp(imageId: string, expected: number) {
  const log = `http://127.0.0.1:${port}/v3/images/custom/${imageId}/logstreams/${encodeURIComponent(logStreamName)}`
  await readAll(expected, async (nextToken) => {
    const query = new URLSearchParams({ startFromHead: 'true', ...(nextToken && { nextToken }) })
    const response = await fetch(`${log}?${query}`)
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
    const page = (await response.json()) as { events: unknown[]; nextToken?: string }
    return { count: page.events.length, nextToken: page.nextToken }
  })
}

async function asDownload(imageId: string, expected: number) {
  const query = new URLSearchParams({ logStreamName })
  const response = await fetch(`http://127.0.0.1:${port}/v3/images/custom/${imageId}/download?${query}`)
  let read = 0
  for await (const chunk of response.body ?? []) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) read++
  }
  if (read !== expected) throw new Error(`${read} lines read, ${expected} expected`)
}

async function bareSdk(imageId: string, expected: number) {
  const question = { logGroupName: groupOf(imageId), logStreamName, startFromHead: true }
  await readAll(expected, async (nextToken) => {
    const page = await client.send(new GetLogEventsCommand({ ...question, nextToken }))
    return { count: page.events?.length ?? 0, nextToken: page.nextForwardToken }
  })
}

/** The end is where the token comes back the same. */
async function readAll(
  expected: number,
  ask: (nextToken?: string) => Promise<{ count: number; nextToken: string | undefined }>,
) {
  let token: string | undefined
  let read = 0
  for (;;) {
    const page = await ask(token)
    read += page.count
    if (page.nextToken === undefined || page.nextToken === token) break
    token = page.nextToken
  }
  if (read !== expected) throw new Error(`${read} lines read, ${expected} expected`)
}

async function timed(read: () => Promise<void>): Promise<number> {
  const begun = performance.now()
  await read()
  return performance.now() - begun
}

function median(times: number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
}

function row(times: number[]) {
  const shown = (ms: number) => `${ms.toFixed(0)} ms`
  return {
    median: shown(median(times)),
    fastest: shown(Math.min(...times)),
    slowest: shown(Math.max(...times)),
  }
}
