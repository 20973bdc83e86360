import type { IncomingMessage } from 'node:http'
import {
  createRemoteJWKSet,
  decodeProtectedHeader,
  importSPKI,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose'
import type { Settings } from '../../settings'
import type { Claims } from './groups'

/** Whom the proxy in front signed in. @throws when its token is missing, forged, expired or for someone else. */
export type ProxySignIn = (req: IncomingMessage) => Promise<Claims>

/** Public-key signatures only: a shared secret or none would let a caller sign for itself. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

export function createProxySignIn(settings: Settings): ProxySignIn {
  const { PROXY_ISSUER: issuer = '', PROXY_AUDIENCE: audience = [], PROXY_KEYS_URL: keysUrl } = settings
  const verify = async (token: string | undefined, keys: JWTVerifyGetKey): Promise<JWTPayload> => {
    if (!token) throw new Error('The request carries no token of the proxy.')
    const options = {
      issuer: withAndWithoutSlash(issuer),
      audience,
      algorithms,
      clockTolerance: 30,
      requiredClaims: ['exp', 'sub'],
    }
    return (await jwtVerify(token, keys, options)).payload
  }
  switch (settings.PROXY_SIGN_IN) {
    case 'cloudflare-access': {
      const keys = createRemoteJWKSet(new URL(keysUrl ?? `${issuer}/cdn-cgi/access/certs`))
      return (req) => verify(header(req, 'cf-access-jwt-assertion'), keys)
    }
    case 'oauth2-proxy': {
      const keys = keysUrl ? createRemoteJWKSet(new URL(keysUrl)) : discoveredKeys(issuer)
      return (req) => verify(idToken(req), keys)
    }
    default:
      return albSignIn(settings)
  }
}

/** `--pass-authorization-header` sends the ID token as bearer; some set-ups pass it as the access token. */
function idToken(req: IncomingMessage): string | undefined {
  const bearer = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1]
  return bearer ?? header(req, 'x-forwarded-access-token')
}

/**
 * An Application Load Balancer's `x-amzn-oidc-data`: a JWT signed with ES256 by a key of its region, named in
 * the token's header beside the load balancer that signed it. Any balancer's tokens are signed by the same keys,
 * so the signer must be ours.
 */
function albSignIn(settings: Settings): ProxySignIn {
  const arn = settings.ALB_ARN ?? ''
  const keysUrl = settings.PROXY_KEYS_URL ?? albKeysUrl(arn.split(':')[3] ?? '')
  const keys = new Map<string, CryptoKey>()
  const keyOf: JWTVerifyGetKey = async ({ kid = '' }) => {
    if (!/^[\w-]{1,64}$/.test(kid)) throw new Error('The token names no key.')
    const known = keys.get(kid)
    if (known) return known
    const response = await fetch(`${keysUrl}/${kid}`, {
      signal: AbortSignal.timeout(5000),
      redirect: 'error',
    })
    if (!response.ok) throw new Error(`The key ${kid} could not be had: ${response.status}`)
    const key = await importSPKI(await response.text(), 'ES256')
    if (keys.size > 20) keys.clear()
    keys.set(kid, key)
    return key
  }
  return async (req) => {
    const token = header(req, 'x-amzn-oidc-data')
    if (!token) throw new Error('The request carries no x-amzn-oidc-data.')
    // Checked before the key is fetched: a forger must not make the server ask for keys.
    const { signer, client } = decodeProtectedHeader(token) as { signer?: unknown; client?: unknown }
    if (signer !== arn) throw new Error('Another load balancer signed the token.')
    if (settings.PROXY_AUDIENCE && !settings.PROXY_AUDIENCE.includes(String(client))) {
      throw new Error('The token is for another client.')
    }
    const issuer = settings.PROXY_ISSUER && { issuer: withAndWithoutSlash(settings.PROXY_ISSUER) }
    const options = { algorithms: ['ES256'], clockTolerance: 30, requiredClaims: ['exp', 'sub'], ...issuer }
    return (await jwtVerify(token, keyOf, options)).payload
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html */
function albKeysUrl(region: string): string {
  return region.startsWith('us-gov-')
    ? `https://s3-${region}.amazonaws.com/aws-elb-public-keys-prod-${region}`
    : `https://public-keys.auth.elb.${region}.amazonaws.com`
}

/** The issuer's keys by its discovery document, asked for when first needed and again after a failure. */
function discoveredKeys(issuer: string): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined
  const discover = async () => {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri: string }
    return createRemoteJWKSet(new URL(uri))
  }
  return async (...args) => {
    found ??= discover().catch((error: unknown) => {
      found = undefined
      throw error
    })
    return (await found)(...args)
  }
}

function withAndWithoutSlash(issuer: string): string[] {
  const bare = issuer.replace(/\/$/, '')
  return [bare, `${bare}/`]
}

function header(req: IncomingMessage, name: string): string | undefined {
  const value = req.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
