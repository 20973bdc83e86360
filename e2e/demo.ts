import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

/**
 * What `npm run demo` runs after the build, and `npm run dev`: the embedded AWS endpoint and the dashboard in front of it,
 * as two processes that end together. Ctrl-C stops both; when one dies its words are shown and the other is stopped.
 * `--dev` serves the sources, with hot reload; `--own-aws` asks AWS with the credentials of the environment instead.
 */
const { values: options } = parseArgs({
  options: { dev: { type: 'boolean', default: false }, 'own-aws': { type: 'boolean', default: false } },
})
type Part = { name: string; process: ChildProcess; words: () => string }

const parts: Part[] = []
let stopping = false

process.once('SIGINT', () => void stop(0))
process.once('SIGTERM', () => void stop(0))
process.once('SIGHUP', () => void stop(0))
// npm's shell dies of a SIGTERM without handing it on; whoever then adopts us was not our parent.
const parent = process.ppid
setInterval(() => process.ppid !== parent && void stop(0), 1000).unref()

const endpointUrl = options['own-aws'] ? undefined : await startEndpoint()
const dashboard = startPart(
  'dashboard',
  options.dev ? ['--import', 'tsx', 'lib/server/dev.ts'] : ['.next/standalone/main.mjs'],
  {
    ...(endpointUrl !== undefined && embeddedAws(endpointUrl)),
    ...(options.dev && { NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }),
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
    PORT: process.env.PORT ?? '3000',
  },
)
const [dashboardLine] = await announcement(dashboard, /Dashboard: \S+/)
if (endpointUrl !== undefined) console.log(`AWS endpoint: ${endpointUrl}`)
console.log(dashboardLine)
console.log(endpointUrl === undefined ? 'Ctrl-C stops it.' : 'Ctrl-C stops both.')
if (options.dev) {
  dashboard.process.stdout?.pipe(process.stdout)
  dashboard.process.stderr?.pipe(process.stderr)
}

async function startEndpoint(): Promise<string> {
  const args = ['--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--port', '0']
  const [, url = ''] = await announcement(startPart('AWS endpoint', args, {}), /AWS endpoint: (\S+)/)
  return url
}

function embeddedAws(url: string) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_SECRET_ACCESS_KEY: 'demo',
    // Whoever develops has one, which would be asked for credentials first.
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Each demo builds the same images anew: what an earlier one kept is of other builds.
    INSIGHTS: process.env.INSIGHTS ?? 'true',
    ARCHIVE: process.env.ARCHIVE ?? mkdtempSync(join(tmpdir(), 'image-build-logs-demo-')),
    CACHE_DIR: process.env.CACHE_DIR ?? mkdtempSync(join(tmpdir(), 'image-build-logs-cache-')),
  }
}

function startPart(name: string, args: readonly string[], env: Record<string, string | undefined>): Part {
  // A group of its own: a terminal's Ctrl-C then reaches us alone, and each part once, through us.
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  const keep = (chunk: Buffer) => {
    words = (words + chunk).slice(-4000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  child.once('error', (error) => keep(Buffer.from(error.message)))
  child.once('close', (code, signal) => {
    if (stopping) return
    console.error(`The ${name} ended by itself (${signal ?? `exit code ${code}`}):\n${words.trim()}`)
    void stop(1)
  })
  const part = { name, process: child, words: () => words }
  parts.push(part)
  return part
}

/** The first match in what the part prints; never settles when it dies before, as that ends the demo. */
function announcement({ process: child, words }: Part, pattern: RegExp): Promise<RegExpMatchArray> {
  return new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const match = words().match(pattern)
      if (match !== null) resolve(match)
    })
  })
}

async function stop(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  await Promise.all(parts.map(stopPart))
  process.exit(exitCode)
}

function stopPart({ process: child }: Part): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve()
  return new Promise((resolve) => {
    const kill = setTimeout(() => child.kill('SIGKILL'), 5000)
    child.once('close', () => {
      clearTimeout(kill)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
