import { readdirSync } from 'node:fs'
import { dirname, sep } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openGateway } from './gateway-fixture'

/** Every address the app has, from its folders; a new page or handler is in here by being there. */
const patterns = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|[\\/])(page|route)\.tsx?$/.test(file))
  .map(
    (file) =>
      `/${dirname(file)
        .split(sep)
        .filter((part) => part !== '.' && !/^\(.*\)$/.test(part))
        .join('/')}`,
  )

/** What is open on purpose: whether the server lives, for those who restart it. */
const health = ['/healthz', '/readyz']

const ways: Record<string, Record<string, string>> = {
  'an OpenID provider': {
    OIDC_ISSUER: 'https://id.example.com',
    OIDC_CLIENT_ID: 'image-build-logs',
    SESSION_SECRET: 'a secret of more than thirty-two characters',
    PUBLIC_URL: 'https://builds.example.com',
  },
  'a proxy': {
    PROXY_SIGN_IN: 'cloudflare-access',
    PROXY_ISSUER: 'https://team.cloudflareaccess.com',
    PROXY_AUDIENCE: 'a',
  },
  tokens: { API_TOKENS: 'bot: a-token-of-twenty-characters' },
}

describe.each(Object.entries(ways))('with sign-in by %s', (_way, env) => {
  let gateway: Awaited<ReturnType<typeof openGateway>>
  beforeAll(async () => {
    gateway = await openGateway({ env, routes: patterns })
  })
  afterAll(() => gateway.close())

  it('finds the app’s routes', () => {
    expect(patterns).toContain('/images')
    expect(patterns.length).toBeGreaterThan(1)
  })

  it.each([
    ...patterns,
    '/metrics',
    '/_next/static/chunks/main.js',
    '/favicon.ico',
    '/nowhere',
    '/v3/nowhere',
  ])('%s is behind it', async (pattern) => {
    const path = pattern.replace(/\[+\.\.\.\w+\]+/g, '3.2.1/1').replace(/\[\w+\]/g, 'my-image')
    const answer = await gateway.ask(path)
    if (health.includes(path)) return expect(answer.status).toBe(200)
    expect([302, 401]).toContain(answer.status)
    if (path.startsWith('/v3')) expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain('the app')
  })
})
