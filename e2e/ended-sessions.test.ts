import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { createEndedSessions } from '../lib/server/sign-in/ended-sessions'
import { freePort } from './processes'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const inAnHour = () => Date.now() / 1000 + 3600

function replica(url?: string) {
  const sessions = createEndedSessions(url)
  closers.push(sessions.close)
  return sessions
}

it('while Valkey is away a replica knows the sessions it ended itself, and nobody waits for it', async () => {
  const [one, two] = [replica('valkey://127.0.0.1:9'), replica('valkey://127.0.0.1:9')]
  await one.add('a', inAnHour())
  expect([await one.has('a'), await two.has('a'), await two.has('b')]).toEqual([true, false, false])
})

const valkey = ['valkey-server', 'redis-server']
  .map((name) => `/usr/bin/${name}`)
  .find((file) => existsSync(file))

// Only where the distribution's server is installed: the app itself needs none.
if (valkey) {
  const startValkey = async (): Promise<string> => {
    const port = await freePort()
    const server: ChildProcess = spawn(valkey, ['--port', String(port), '--bind', '127.0.0.1', '--save', ''])
    closers.push(() => server.kill('SIGKILL'))
    await new Promise<void>((resolve) => {
      server.stdout?.on('data', (chunk: Buffer) => String(chunk).includes('Ready to accept') && resolve())
    })
    return `valkey://127.0.0.1:${port}`
  }

  it('a session ended at one replica is over at the others, and after a restart', async () => {
    const url = await startValkey()
    const [one, two] = [replica(url), replica(url)]
    await Promise.all([one.ready(), two.ready()])
    await one.add('a', inAnHour())
    expect([await two.has('a'), await two.has('b')]).toEqual([true, false])
    const restarted = replica(url)
    await restarted.ready()
    expect(await restarted.has('a')).toBe(true)
  })
}
