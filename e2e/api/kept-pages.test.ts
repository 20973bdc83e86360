import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Valkey from 'iovalkey'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startAwsEndpoint } from '../aws-endpoint/server'
import { EmbeddedAws } from '../embedded-aws'
import { freePort } from '../processes'
import { endOf, startReplica, stopReplicas } from './replicas'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 30_000 })

let endpoint: Awaited<ReturnType<typeof startAwsEndpoint>>
let aws: EmbeddedAws
beforeAll(async () => {
  endpoint = await startAwsEndpoint()
  aws = new EmbeddedAws(endpoint.url)
})
afterAll(() => endpoint.close())

afterEach(stopReplicas)

const image = 'the-same-name'
const path = `/v3/images/custom/${image}/logstreams/3.13.0%2F1`
const startTime = Date.now() - 86_400_000

const writeLog = (account: string, text: string) =>
  aws.post('streams', {
    account,
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${image}`,
    logStreamName: '3.13.0/1',
    lines: 3_000,
    startTime,
    template: text,
  })

type Page = { events: { message: string }[]; nextToken: string; message?: string }

/** Every line of the log. The first question of a process finds out that the log is over. */
async function readAll({ url }: { url: string }): Promise<string[]> {
  await fetch(`${url}${path}?limit=1`)
  await expect.poll(async () => (await fetch(`${url}${path}?limit=1`)).status).toBe(200)
  const lines: string[] = []
  let token: string | undefined
  for (;;) {
    const next = token === undefined ? '' : `&nextToken=${encodeURIComponent(token)}`
    const response = await fetch(`${url}${path}?startFromHead=true&limit=1000${next}`)
    const page = (await response.json()) as Page
    expect(response.status, page.message).toBe(200)
    lines.push(...page.events.map(({ message }) => message))
    if (page.nextToken === token) return lines
    token = page.nextToken
  }
}

const valkeyServer = ['valkey-server', 'redis-server']
  .map((name) => `/usr/bin/${name}`)
  .find((file) => existsSync(file))

async function valkey(): Promise<string> {
  const port = await freePort()
  const server = spawn(valkeyServer ?? '', ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''])
  endOf(server)
  await new Promise<void>((resolve) => {
    server.stdout.on('data', (chunk: Buffer) => String(chunk).includes('Ready to accept') && resolve())
  })
  return `valkey://127.0.0.1:${port}`
}

const keeping: [string, () => Promise<Record<string, string>>][] = [
  ['a folder', async () => ({ CACHE_DIR: mkdtempSync(join(tmpdir(), 'kept-')), CACHE_DISK_MB: '16' })],
]
// Only where the distribution's server is installed: the app itself needs none.
if (valkeyServer) keeping.push(['a Valkey', async () => ({ VALKEY_URL: await valkey() })])

it.each(keeping)(
  'two deployments of different accounts that share %s read each their own log',
  async (_, keep) => {
    await aws.post('reset')
    const accounts = ['111111111111', '222222222222']
    const env = await keep()
    for (const turn of [1, 2]) {
      for (const account of accounts) {
        if (turn === 1) await writeLog(account, `of ${account}`)
        const one = await startReplica(aws, { ...env, AWS_ACCESS_KEY_ID: `ASIADEMO${account}` })
        const lines = await readAll(one)
        expect([lines.length, [...new Set(lines)]]).toEqual([3_000, [`of ${account}`]])
        await one.stop()
      }
    }
  },
)

describe('pages on disk', () => {
  const spoilt: [string, (file: string, all: string[]) => void][] = [
    ['cut', (file) => truncateSync(file, Math.floor(readFileSync(file).length / 2))],
    ['empty', (file) => truncateSync(file, 0)],
    [
      'rotten',
      (file) =>
        writeFileSync(
          file,
          readFileSync(file).map((byte, at) => (at === 400 ? byte ^ 1 : byte)),
        ),
    ],
    [
      'exchanged',
      (file, all) => writeFileSync(file, readFileSync(all[(all.indexOf(file) + 1) % all.length] ?? '')),
    ],
  ]

  it.each(spoilt)('that are %s are read from AWS again', async (_, spoil) => {
    await aws.post('reset')
    await writeLog('123456789012', 'line {n}')
    const env = { CACHE_DIR: mkdtempSync(join(tmpdir(), 'kept-')), CACHE_DISK_MB: '16' }
    const one = await startReplica(aws, env)
    const whole = await readAll(one)
    expect(await readAll(one)).toEqual(whole)
    await one.stop()
    const folder = join(env.CACHE_DIR, readdirSync(env.CACHE_DIR)[0] ?? '')
    const files = readdirSync(folder).map((name) => join(folder, name))
    expect(files.length).toBeGreaterThan(4)
    const before = files.map((file) => readFileSync(file))
    for (const file of files) spoil(file, files)
    // Exchanging goes round, so that the last one takes what the first one held.
    const last = files.at(-1)
    if (spoil === spoilt[3]?.[1] && last && before[0]) writeFileSync(last, before[0])
    const two = await startReplica(aws, env)
    await aws.delete('calls')
    expect(await readAll(two)).toEqual(whole)
    const { byOperation } = await aws.get<{ byOperation: Record<string, number> }>('calls')
    expect(byOperation.GetLogEvents).toBeGreaterThanOrEqual(4)
    expect(two.errors()).not.toContain('Error')
  })
})

if (valkeyServer) {
  it('values in Valkey that are not whole are read from AWS again', async () => {
    await aws.post('reset')
    await writeLog('123456789012', 'line {n}')
    const url = await valkey()
    const one = await startReplica(aws, { VALKEY_URL: url })
    const whole = await readAll(one)
    expect(await readAll(one)).toEqual(whole)
    const client = new Valkey(url.replace('valkey:', 'redis:'))
    const keys = await client.keys('image-build-logs:page:*')
    expect(keys.length).toBeGreaterThan(4)
    for (const [index, key] of keys.entries()) {
      const kept = (await client.getBuffer(key)) ?? Buffer.alloc(0)
      await client.del(key)
      if (index % 3 === 0) await client.lpush(key, 'another kind of value')
      else await client.set(key, index % 3 === 1 ? kept.subarray(0, kept.length / 2) : 'rubbish')
    }
    await client.quit()
    const two = await startReplica(aws, { VALKEY_URL: url })
    expect(await readAll(two)).toEqual(whole)
  })
}
