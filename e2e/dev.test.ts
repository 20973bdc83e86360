import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { freePort, type Running, start } from './processes'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let dev: Running & { match: RegExpMatchArray }
let url: string
beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  dev = await start(
    ['npm', 'run', 'dev'],
    {
      PORT: String(port),
      // What whoever develops may have about them must not be asked.
      AWS_PROFILE: 'somebody',
      API_TOKENS: 'dev: a-token-of-twenty-characters',
      ARCHIVE: mkdtempSync(join(tmpdir(), 'archive-')),
      HOST: '127.0.0.1',
    },
    /AWS endpoint: (\S+)\nDashboard: \S+/,
    200_000,
  )
})
afterAll(() => dev.stop())

it('npm run dev starts an AWS and the dashboard in front of it, and says where they are', async () => {
  expect((await fetch(`${dev.match[1]}/_embedded/state`)).status).toBe(200)
  const health = await fetch(`${url}/healthz`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])
})

it('it is behind the same gateway as in production: policy headers, sign-in, refusals', async () => {
  const { status, headers } = await fetch(`${url}/v3/scopes`)
  expect(status).toBe(401)
  expect(headers.get('content-security-policy')).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/)
  expect(headers.get('x-frame-options')).toBe('DENY')
  const token = { headers: { 'x-api-key': 'a-token-of-twenty-characters' } }
  expect((await fetch(`${url}/v3/images/%ff`, token)).status).toBe(400)
  expect((await fetch(`${url}/metrics`, token)).status).toBe(200)
})
