import { afterEach, describe, expect, it } from 'vitest'
import { openGateway } from '../gateway-fixture'

const oidc = {
  OIDC_ISSUER: 'https://id.example.com',
  OIDC_CLIENT_ID: 'image-build-logs',
  SESSION_SECRET: 'a secret of more than thirty-two characters',
  PUBLIC_URL: 'http://127.0.0.1',
}
const proxies = {
  alb: {
    PROXY_SIGN_IN: 'alb',
    ALB_ARN: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/1',
  },
  'oauth2-proxy': { PROXY_SIGN_IN: 'oauth2-proxy', PROXY_ISSUER: 'http://127.0.0.1:9', PROXY_AUDIENCE: 'a' },
  'cloudflare-access': {
    PROXY_SIGN_IN: 'cloudflare-access',
    PROXY_ISSUER: 'http://127.0.0.1:9',
    PROXY_AUDIENCE: 'a',
  },
}
const API_TOKENS = 'bot: a-token-of-twenty-characters'

let gateway: Awaited<ReturnType<typeof openGateway>> | undefined
afterEach(() => gateway?.close())

describe('wrong tokens', () => {
  it.each(Object.entries({ tokens: {}, oidc, ...proxies }))('meet the limit with %s', async (_way, env) => {
    gateway = await openGateway({ env: { ...env, API_TOKENS } })
    const statuses = []
    for (let guess = 0; guess < 31; guess++) {
      const headers = { 'x-api-key': `guess-${guess}`, authorization: `Bearer guess-${guess}` }
      statuses.push((await gateway.ask('/v3/images/custom', { headers })).status)
    }
    expect(statuses).toEqual([...Array<number>(30).fill(401), 429])
    const headers = { 'x-api-key': 'a-token-of-twenty-characters' }
    expect((await gateway.ask('/v3/images/custom', { headers })).status).toBe(200)
  })
})

describe('cookies that are rubbish', () => {
  it.each([
    'session=x',
    'session=Fe26.2*1*a*b*c*d*e*f~2',
    'session=%E0%A4%A',
    '=',
    ';;;',
    `session=${'a.'.repeat(4)}a`,
  ])('%s: the API answers 401, a page leads to signing in', async (cookie) => {
    gateway = await openGateway({ env: oidc })
    expect((await gateway.ask('/v3/images/custom', { headers: { cookie } })).status).toBe(401)
    expect((await gateway.ask('/images', { headers: { cookie } })).status).toBe(401)
    expect((await gateway.ask('/sign-in/callback?state=x', { headers: { cookie } })).status).toBe(400)
  })
})

it('an address of any length leads to signing in, and is sent to nobody', async () => {
  gateway = await openGateway({ env: oidc })
  const address = `/images?marks=${'a'.repeat(8000)}`
  const answer = await gateway.ask(address)
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
  const page = await answer.text()
  expect(page).toContain('location.replace("/sign-in/start")')
  expect(page).not.toContain('aaaa')
})
