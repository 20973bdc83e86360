import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../settings'
import { openGateway } from '../gateway-fixture'
import { createProxySignIn } from './proxy-sign-in'

const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/builds/50dc6c495c0c9188'
const audience = 'image-build-logs'
const rsa = await generateKeyPair('RS256', { extractable: true })
const ec = await generateKeyPair('ES256', { extractable: true })
const stranger = await generateKeyPair('ES256')

let server: Server
let issuer = ''
let keysAsked = 0

beforeAll(async () => {
  const jwks = { keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' }] }
  const pem = await exportSPKI(ec.publicKey)
  server = createServer((req, res) => {
    keysAsked++
    if (req.url === '/.well-known/openid-configuration')
      return res.end(JSON.stringify({ jwks_uri: `${issuer}/jwks` }))
    if (req.url === '/jwks' || req.url === '/cdn-cgi/access/certs') return res.end(JSON.stringify(jwks))
    if (req.url === '/alb/key-1') return res.end(pem)
    res.statusCode = 404
    res.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const asked = (headers: IncomingMessage['headers']) => ({ headers }) as IncomingMessage

type Changes = { iss?: string; aud?: string; exp?: string; key?: CryptoKey; alg?: string; groups?: string[] }

function token(changes: Changes = {}) {
  const { iss = issuer, aud = audience, exp = '5m', key = rsa.privateKey, alg = 'RS256', groups } = changes
  return new SignJWT({ email: 'ann@example.com', ...(groups && { groups }) })
    .setProtectedHeader({ alg, kid: 'rsa' })
    .setSubject('ann')
    .setIssuer(iss)
    .setAudience(aud)
    .setExpirationTime(exp)
    .sign(key)
}

describe.each([
  ['oauth2-proxy', (jwt: string) => ({ authorization: `Bearer ${jwt}` })],
  ['oauth2-proxy', (jwt: string) => ({ 'x-forwarded-access-token': jwt })],
  ['cloudflare-access', (jwt: string) => ({ 'cf-access-jwt-assertion': jwt })],
] as const)('behind %s', (kind, headers) => {
  const signIn = () =>
    createProxySignIn(readSettings({ PROXY_SIGN_IN: kind, PROXY_ISSUER: issuer, PROXY_AUDIENCE: audience }))

  it('knows whom the proxy signed in', async () => {
    await expect(signIn()(asked(headers(await token())))).resolves.toMatchObject({ sub: 'ann' })
  })

  it('believes no header without a token, and no token that is stale, foreign or unsigned', async () => {
    const ask = signIn()
    const other = await generateKeyPair('RS256')
    await expect(ask(asked({ 'x-forwarded-user': 'ann' }))).rejects.toThrow('no token')
    await expect(ask(asked(headers(await token({ exp: '-5m' }))))).rejects.toThrow(/exp/)
    await expect(ask(asked(headers(await token({ aud: 'another' }))))).rejects.toThrow(/aud/)
    await expect(ask(asked(headers(await token({ iss: 'https://example.com' }))))).rejects.toThrow(/iss/)
    await expect(ask(asked(headers(await token({ key: other.privateKey }))))).rejects.toThrow(/signature/)
    const [, payload] = (await token()).split('.')
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    await expect(ask(asked(headers(unsigned)))).rejects.toThrow()
  })
})

it('lets in whom the proxy signed in only with an allowed group, where some are named', async () => {
  const env = {
    PROXY_SIGN_IN: 'oauth2-proxy',
    PROXY_ISSUER: issuer,
    PROXY_AUDIENCE: audience,
    ALLOWED_GROUPS: 'image-builders',
  }
  const gateway = await openGateway({ env })
  const as = async (groups: string[]) => {
    const headers = { authorization: `Bearer ${await token({ groups })}` }
    const answer = await gateway.ask('/v3/images/custom', { headers })
    return [answer.status, await answer.text()]
  }
  expect(await as(['image-builders', 'all'])).toEqual([200, 'the app'])
  expect(await as(['all'])).toEqual([401, expect.stringContaining('in none of the groups')])
  await gateway.close()
})

describe('behind an Application Load Balancer', () => {
  const signIn = () =>
    createProxySignIn(readSettings({ PROXY_SIGN_IN: 'alb', ALB_ARN: arn, PROXY_KEYS_URL: `${issuer}/alb` }))

  /** The balancer pads its base64url, which the standard does not, and signs what it padded. */
  async function albToken(changes: { signer?: string; kid?: string; exp?: number; key?: CryptoKey } = {}) {
    const { signer = arn, kid = 'key-1', exp = Date.now() / 1000 + 120, key = ec.privateKey } = changes
    const padded = (value: object) => {
      const text = Buffer.from(JSON.stringify(value)).toString('base64url')
      return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
    }
    const iss = 'https://id.example.com'
    const seconds = Math.floor(exp)
    const signed = `${padded({ typ: 'JWT', kid, alg: 'ES256', iss, client: 'c', signer, exp: seconds })}.${padded({ sub: 'ann', email: 'ann@example.com', exp: seconds, iss })}`
    const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(signed))
    return `${signed}.${Buffer.from(signature).toString('base64url')}==`
  }
  const ask = async (jwt: string) => signIn()(asked({ 'x-amzn-oidc-data': jwt }))

  it('knows whom the balancer signed in', async () => {
    await expect(ask(await albToken())).resolves.toMatchObject({ sub: 'ann', email: 'ann@example.com' })
  })

  it('refuses what another balancer or key signed, or what is over', async () => {
    await expect(ask(await albToken({ signer: arn.replace('builds', 'other') }))).rejects.toThrow(
      'Another load balancer',
    )
    await expect(ask(await albToken({ key: stranger.privateKey }))).rejects.toThrow(/signature/)
    await expect(ask(await albToken({ exp: Date.now() / 1000 - 300 }))).rejects.toThrow(/exp/)
    await expect(signIn()(asked({ 'x-amzn-oidc-identity': 'ann' }))).rejects.toThrow('no x-amzn-oidc-data')
  })

  it('holds it to one client and one provider, where they are named', async () => {
    const held = (changes: Record<string, string>) => {
      const env = { PROXY_SIGN_IN: 'alb', ALB_ARN: arn, PROXY_KEYS_URL: `${issuer}/alb`, ...changes }
      const signIn = createProxySignIn(readSettings(env))
      return async () => signIn(asked({ 'x-amzn-oidc-data': await albToken() }))
    }
    await expect(
      held({ PROXY_AUDIENCE: 'c', PROXY_ISSUER: 'https://id.example.com' })(),
    ).resolves.toMatchObject({
      sub: 'ann',
    })
    await expect(held({ PROXY_AUDIENCE: 'another' })()).rejects.toThrow('another client')
    await expect(held({ PROXY_ISSUER: 'https://id.example.org' })()).rejects.toThrow(/iss/)
  })

  it('asks for no key by a name that is a path', async () => {
    const before = keysAsked
    await expect(ask(await albToken({ kid: '../jwks' }))).rejects.toThrow('names no key')
    expect(keysAsked).toBe(before)
  })
})
