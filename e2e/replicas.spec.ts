import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EmbeddedAws } from './embedded-aws'
import { test as base, expect } from './fixtures'
import { freePort, start } from './processes'

const logStreamName = '3.13.0/1'
const groupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`

type Replica = { url: string; output: () => string; stop: () => Promise<void> }

/** `replica` starts processes of the production build, each with settings of its own. */
const test = base.extend<{ replica: (env?: Record<string, string>) => Promise<Replica> }>({
  replica: async ({ aws }, use) => {
    const started: Replica[] = []
    await use(async (env = {}) => {
      const port = await freePort()
      const app = await start(
        [process.execPath, '.next/standalone/main.mjs'],
        { ...aws.env, PORT: String(port), CACHE_DISK_MB: '0', GET_LOG_EVENTS_PER_SECOND: '100', ...env },
        /Dashboard: /,
      )
      const running = { url: `http://127.0.0.1:${port}`, output: app.output, stop: app.stop }
      started.push(running)
      return running
    })
    await Promise.all(started.map(({ stop }) => stop()))
  },
})

/** A log that ended yesterday. */
async function finishedLog(aws: EmbeddedAws, lines: number, account?: string): Promise<string> {
  const imageId = `finished-${Date.now()}`
  const startTime = Date.now() - 86_400_000
  const of = { logGroupName: groupOf(imageId), logStreamName, ...(account && { account }) }
  await aws.post('streams', {
    ...of,
    lines,
    startTime,
    everyMs: 10,
    template: 'line {n} of a log that is over',
  })
  return imageId
}

async function readAll({ url }: Replica, imageId: string, query = ''): Promise<number> {
  let lines = 0
  let token: string | undefined
  for (;;) {
    const next = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`
    const address = `${url}/v3/images/custom/${imageId}/logstreams/${encodeURIComponent(logStreamName)}`
    const response = await fetch(`${address}?startFromHead=true&limit=2000${next}${query}`)
    expect(response.status).toBe(200)
    const page = (await response.json()) as { events: unknown[]; nextToken: string }
    lines += page.events.length
    if (page.nextToken === token) return lines
    token = page.nextToken
  }
}

/** How many GetLogEvents AWS is asked meanwhile. */
async function callsDuring(aws: EmbeddedAws, work: () => Promise<unknown>): Promise<number> {
  const count = async () =>
    (await aws.get<{ byOperation: Record<string, number> }>('calls')).byOperation.GetLogEvents ?? 0
  const before = await count()
  await work()
  return (await count()) - before
}

test('a finished log is read once, a restart in between included, and the folder stays within its bound', async ({
  aws,
  replica,
}) => {
  const cache = mkdtempSync(join(tmpdir(), 'page-cache-'))
  const imageId = await finishedLog(aws, 20_000)
  const env = { CACHE_DIR: cache, CACHE_DISK_MB: '1' }
  const first = await replica(env)
  expect(await callsDuring(aws, () => readAll(first, imageId))).toBeGreaterThan(9)
  expect(await callsDuring(aws, () => readAll(first, imageId))).toBe(0)
  await first.stop()
  const second = await replica(env)
  expect(await callsDuring(aws, () => readAll(second, imageId))).toBe(0)

  const folder = join(cache, readdirSync(cache)[0] ?? '')
  const size = () => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  expect(size()).toBeGreaterThan(10_000)
  for (let turn = 0; turn < 4; turn++) {
    expect(await readAll(second, await finishedLog(aws, 100_000))).toBe(100_000)
  }
  // What is written since the last look may come on top: a tenth.
  expect(size()).toBeLessThan(1.2 * 1024 * 1024)
})

test('an account is read through its role, and the access log counts the calls', async ({ aws, replica }) => {
  const account = '222222222222'
  const imageId = await finishedLog(aws, 10, account)
  const app = await replica({ ACCOUNTS: `own,build=arn:aws:iam::${account}:role/read-image-builds` })
  await aws.delete('calls')
  expect(await readAll(app, imageId, '&account=build')).toBe(10)
  const { byOperation, calls } = await aws.get<{
    byOperation: Record<string, number>
    calls: { operation: string; account: string }[]
  }>('calls')
  expect(byOperation.AssumeRole).toBeGreaterThan(0)
  for (const call of calls) if (call.operation === 'GetLogEvents') expect(call.account).toBe(account)
  const elsewhere = await fetch(`${app.url}/v3/images/custom/${imageId}/logstreams`)
  expect(elsewhere.status).toBe(404)

  const logged = () =>
    app
      .output()
      .split('\n')
      .filter((text) => text.startsWith('{'))
      .map((text) => JSON.parse(text) as { route?: string; awsCalls?: number })
  await expect
    .poll(
      () =>
        logged().filter(({ route, awsCalls = 0 }) => route?.includes('/logstreams') && awsCalls > 0).length,
    )
    .toBeGreaterThan(0)
})

const valkey = ['valkey-server', 'redis-server']
  .map((name) => `/usr/bin/${name}`)
  .find((file) => existsSync(file))

// Only where the distribution's server is installed: the app itself needs none.
if (valkey) {
  const startValkey = async (port: number): Promise<ChildProcess> => {
    const server = spawn(valkey, ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
      stdio: 'pipe',
    })
    await new Promise<void>((resolve) => {
      server.stdout?.on('data', (chunk: Buffer) => String(chunk).includes('Ready to accept') && resolve())
    })
    return server
  }

  test('replicas share what they read; when Valkey dies each goes on alone, and when it is back they share again', async ({
    aws,
    replica,
  }) => {
    const port = await freePort()
    let server = await startValkey(port)
    const env = { VALKEY_URL: `valkey://127.0.0.1:${port}` }
    const [one, two] = [await replica(env), await replica(env)]
    /** One reads a log, then the other: how many calls the second reading cost. */
    const second = async (lines: number) => {
      const imageId = await finishedLog(aws, lines)
      expect(await readAll(one, imageId)).toBe(lines)
      // The first question of a process finds out that the log is over.
      await fetch(
        `${two.url}/v3/images/custom/${imageId}/logstreams/${encodeURIComponent(logStreamName)}?limit=1`,
      )
      return callsDuring(aws, async () => expect(await readAll(two, imageId)).toBe(lines))
    }
    try {
      await expect(async () => expect(await second(10_000)).toBe(0)).toPass({ timeout: 20_000 })
      server.kill('SIGKILL')
      expect(await second(10_000)).toBeGreaterThan(4)
      server = await startValkey(port)
      await expect(async () => expect(await second(10_000)).toBe(0)).toPass({ timeout: 30_000 })
    } finally {
      server.kill('SIGKILL')
    }
  })
}
