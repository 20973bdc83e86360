import { type ChildProcess, spawn } from 'node:child_process'

/**
 * What `npm run demo` runs after the build: the embedded AWS endpoint and the dashboard in front of it, as two
 * processes that end together. Ctrl-C stops both; when one dies its words are shown and the other is stopped.
 */
type Part = { name: string; process: ChildProcess; words: () => string }

const parts: Part[] = []
let stopping = false

process.once('SIGINT', () => void stop(0))
process.once('SIGTERM', () => void stop(0))
process.once('SIGHUP', () => void stop(0))
// npm's shell dies of a SIGTERM without handing it on; whoever then adopts us was not our parent.
const parent = process.ppid
setInterval(() => process.ppid !== parent && void stop(0), 1000).unref()

const endpoint = startPart('AWS endpoint', ['--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--port', '0'], {})
const [, endpointUrl = ''] = await announcement(endpoint, /AWS endpoint: (\S+)/)
const dashboard = startPart('dashboard', ['.next/standalone/main.mjs'], {
  AWS_ENDPOINT_URL: endpointUrl,
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_REGION: 'us-east-1',
  AWS_EC2_METADATA_DISABLED: 'true',
  LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  PORT: process.env.PORT ?? '3000',
})
const [dashboardLine] = await announcement(dashboard, /Dashboard: \S+/)
console.log(`AWS endpoint: ${endpointUrl}`)
console.log(dashboardLine)
console.log('Ctrl-C stops both.')

function startPart(name: string, args: readonly string[], env: Record<string, string>): Part {
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
