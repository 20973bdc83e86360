import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './processes'

/**
 * The built folder as the container image runs it: copied to another place, nothing in it writable by the process,
 * not root where the test itself may choose, and no environment but the given one.
 */
export function copyStandalone(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'standalone-')), 'app')
  cpSync('.next/standalone', folder, { recursive: true })
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chmodSync(join(folder, entry), 0o555)
  chmodSync(folder, 0o555)
  chmodSync(join(folder, '..'), 0o755)
  return folder
}

export type Standalone = {
  url: string
  process: ChildProcess
  output: () => string
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** AWS as far as starting goes: nobody is asked before a view is opened. */
const aws = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_EC2_METADATA_DISABLED: 'true',
}

/** Starts the folder's server. @returns once it listens, or once it has ended. */
export async function startStandalone(folder: string, env: Record<string, string> = {}): Promise<Standalone> {
  const port = Number(env.PORT ?? (await freePort()))
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const child = spawn(process.execPath, ['main.mjs'], {
    cwd: folder,
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      DRAIN_SECONDS: '0',
      ...aws,
      ...env,
    } as unknown as NodeJS.ProcessEnv,
    stdio: 'pipe',
    ...nobody,
  })
  let output = ''
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  )
  const listening = new Promise<void>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('Dashboard: ')) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
  })
  await Promise.race([listening, ended])
  return { url: `http://127.0.0.1:${port}`, process: child, output: () => output, ended }
}
