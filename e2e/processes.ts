import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

export type Running = { stop: () => Promise<void>; output: () => string; pid: number }

/** A TCP port nobody listens on just now, on loopback. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('The system gave no port.')
  return address.port
}

/**
 * Starts a process in a group of its own and waits until its output matches `ready`.
 * @returns the match and a way to stop the whole group.
 * @throws {Error} with everything the process printed, when it dies or says nothing in time.
 */
export async function start(
  command: string[],
  env: Record<string, string | undefined>,
  ready: RegExp,
  timeoutMs = 60_000,
): Promise<Running & { match: RegExpMatchArray }> {
  const [file = '', ...args] = command
  // Nobody balances a test's load: its servers need not be waited for.
  const child = spawn(file, args, {
    env: { DRAIN_SECONDS: '0', ...process.env, ...env },
    detached: true,
    stdio: 'pipe',
  })
  let output = ''
  const match = await new Promise<RegExpMatchArray>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${command.join(' ')} ${why}:\n${output}`))
    const timer = setTimeout(() => fail('was not ready in time'), timeoutMs)
    const read = (chunk: Buffer) => {
      output = (output + chunk).slice(-100_000)
      const found = output.match(ready)
      if (!found) return
      clearTimeout(timer)
      resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', (error) => fail(`could not be started (${error.message})`))
    child.once('exit', (code, signal) => fail(`ended with ${signal ?? code}`))
  })
  return { match, pid: child.pid ?? 0, output: () => output, stop: () => stop(child) }
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  process.kill(-child.pid, 'SIGTERM')
  const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 15_000)
  await gone
  clearTimeout(timer)
}
