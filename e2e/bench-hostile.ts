import { get } from 'node:http'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { EmbeddedAws } from './embedded-aws'
import { freePort, start } from './processes'

/**
 * `npx tsx e2e/bench-hostile.ts [--server .next/standalone/main.mjs] [--only steps]`, after `npm run build`: how long
 * others wait while somebody reads a log made to hang the server. Prints for each log the longest wait of a healthz,
 * asked for all the while by another process, what the reading took and came to, and the memory it left.
 */
const longestReadMs = 60_000

const { values } = parseArgs({
  options: {
    server: { type: 'string', default: '.next/standalone/main.mjs' },
    only: { type: 'string', default: '' },
    /** Only asks this server for its health, and prints the longest wait so far. */
    pulse: { type: 'string' },
  },
})
if (values.pulse) pulse(values.pulse)
else await main()

type Read = (log: string) => string

interface Hostile {
  name: string
  messages?: string[]
  /** Instead of messages: lines by templates, in turn. */
  templates?: string[]
  lines?: number
  stackEvents?: object[]
  reads: Read[]
}

async function main() {
  const endpoint = await start(
    [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
    {},
    /AWS endpoint: (http:\S+)/,
  )
  const aws = new EmbeddedAws(endpoint.match[1] ?? '')
  const rows: Record<string, object> = {}
  try {
    for (const [index, hostile] of hostileLogs().entries()) {
      if (!hostile.name.includes(values.only)) continue
      const imageId = `hostile-${index}`
      await write(aws, imageId, hostile)
      // A server of its own for each: one that never came back would spoil the next.
      const port = await freePort()
      const env = { PORT: String(port), LOG_LEVEL: 'warn', ...aws.env }
      const server = await start([process.execPath, values.server], env, /Dashboard: /)
      const origin = `http://127.0.0.1:${port}`
      await readWithin(`${origin}/healthz`, longestReadMs)
      for (const read of hostile.reads) {
        const beside = await start(
          [process.execPath, '--import', 'tsx', 'e2e/bench-hostile.ts', '--pulse', origin],
          {},
          /wait/,
        )
        const answer = await readWithin(origin + read(imageId), longestReadMs)
        await beside.stop()
        const longest = Number(beside.output().trim().split(/\s+/).at(-1))
        const what = new URL(origin + read(imageId)).pathname.split('/').at(-1)
        rows[`${hostile.name}: ${what}`] = {
          'longest wait (ms)': Math.round(longest),
          'read (ms)': Math.round(answer.ms),
          came: answer.came,
        }
      }
      await server.stop()
    }
  } finally {
    await endpoint.stop()
  }
  console.table(rows)
  console.log(`load average ${loadavg()[0]?.toFixed(1)}`)
}

function hostileLogs(): Hostile[] {
  const outline: Read = (imageId) => `/v3/images/custom/${imageId}/outline?logStreamName=3.13.0/1`
  const cause: Read = (imageId) => `/v3/images/custom/${imageId}/cause`
  const stackEvents: Read = (imageId) => `/v3/images/custom/${imageId}/stackevents`
  const find = (q: string): Read => {
    const query = new URLSearchParams({ logStreamName: '3.13.0/1', q, regularExpression: 'true' })
    return (imageId) => `/v3/images/custom/${imageId}/find?${query}`
  }
  const step = (lines: string[]) => [
    'Phase build',
    'Step Install',
    'ExecuteBash: STARTED EXECUTION',
    ...lines,
    'CmdExecution: ExitCode 1',
    'ExecuteBash: FINISHED EXECUTION',
    'TOE has completed execution with failure',
  ]
  const million = (text: string) => text.repeat(Math.ceil(900_000 / text.length))
  return [
    {
      name: 'a FATAL line of 230 characters',
      messages: step([`Stdout: [2026-11-26T00:00:00+00:00] FATAL: l${': n[[]0'.repeat(28)}`]),
      reads: [outline, cause],
    },
    {
      name: 'lines of 1 MB',
      messages: step([
        `Stdout: ${million(' ')}x`,
        `Stdout: error ${million('= ')}x`,
        `CmdExecution: Stderr: error: /a${million('0')}!`,
        `Document ${million('a ')}!`,
      ]),
      reads: [outline, cause],
    },
    {
      name: 'terminal commands',
      messages: Array.from({ length: 20 }, () => `\u001b[${'!'.repeat(100_000)}\u0001`),
      reads: [find('nowhere')],
    },
    {
      name: '(a+)+$',
      templates: [`${'a'.repeat(60)}!`],
      lines: 100_000,
      reads: [find('(a+)+$')],
    },
    {
      name: '100,000 steps with an error each',
      templates: ['Step Install{n}', 'Stdout: Error: no package {n}', 'CmdExecution: ExitCode 1'],
      lines: 300_000,
      reads: [outline, cause],
    },
    {
      name: '60 stack events of 1 MB',
      messages: ['Phase build'],
      stackEvents: Array.from({ length: 60 }, (_, n) => ({
        logicalResourceId: `Resource${n}`,
        resourceType: 'AWS::ImageBuilder::Component',
        resourceStatus: 'CREATE_IN_PROGRESS',
        resourceProperties: `{"Data":"${million('x')}"}`,
      })),
      reads: [stackEvents, cause],
    },
  ]
}

async function write(
  aws: EmbeddedAws,
  imageId: string,
  { messages, templates, lines, stackEvents }: Hostile,
) {
  const where = {
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName: '3.13.0/1',
  }
  const timestamp = Date.now() - 3 * 3_600_000
  if (templates)
    await aws.post('streams', { ...where, lines, template: templates, startTime: timestamp, everyMs: 1 })
  if (messages)
    await aws.post('events', {
      ...where,
      events: messages.map((message, n) => ({ timestamp: timestamp + n, message })),
    })
  await aws.post('stacks', {
    stackName: imageId,
    stackStatus: 'CREATE_FAILED',
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
  })
  for (const event of stackEvents ?? [])
    await aws.post('stack-events', { stackName: imageId, events: [event] })
}

async function readWithin(address: string, ms: number): Promise<{ ms: number; came: string }> {
  const from = performance.now()
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(ms) })
    const body = await response.text()
    const size = body.length > 2000 ? `${Math.round(body.length / 1000)} kB` : body.trim().slice(-90)
    return { ms: performance.now() - from, came: `${response.status} ${size}` }
  } catch {
    return { ms: performance.now() - from, came: 'nothing' }
  }
}

/** Asks for healthz again and again, and prints the longest wait, also of a question that is still unanswered. */
function pulse(origin: string) {
  let longest = 0
  let asked = performance.now()
  const see = () => {
    const wait = performance.now() - asked
    if (wait <= longest) return
    longest = wait
    console.log('wait', longest.toFixed(1))
  }
  const ask = () => {
    asked = performance.now()
    const waiting = setInterval(see, 100)
    const next = () => {
      clearInterval(waiting)
      see()
      setTimeout(ask, 10)
    }
    get(`${origin}/healthz`, (response) => response.resume().once('end', next)).once('error', next)
  }
  ask()
}
