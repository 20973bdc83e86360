import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { operations } from '../images/operations'
import { type RequestContext, requestStorage, type User } from '../request-context'
import type { Settings } from '../settings'
import type { Access } from './access-file'
import { answer, refuse } from './answer'
import type { Audit } from './audit'
import { beforeHeaders } from './before-headers'
import { checkPost } from './check-post'
import { checkRequest, type Refusal, split } from './check-request'
import { clientAddress } from './client-address'
import { checkHost } from './host-check'
import { maskAnswer } from './mask-answer'
import type { Prometheus } from './prometheus'
import type { RateLimit } from './rate-limit'
import { findRoute, type Route } from './routes'
import { contentSecurityPolicy, newNonce, securityHeaders } from './security-headers'

/** One request on its way in, as the gateway's parts see it. */
export type GatewayRequest = {
  req: IncomingMessage
  res: ServerResponse
  /** Without the base path; `/` at least. */
  path: string
  /** Asks for JSON rather than a page. */
  api: boolean
  client: string
  nonce: string
  context: RequestContext
}

/** Says who is asking; or answers the request itself (a sign-in page, a redirect) and says so. */
export type Guard = {
  postPaths: string[]
  identify: (incoming: GatewayRequest) => Promise<{ user?: User } | { refusal: Refusal } | 'answered'>
}

export type GatewayParts = {
  settings: Settings
  basePath: string
  log: Logger
  prometheus: Prometheus
  routes: Route[]
  guard: Guard
  /** Who may read what; everybody everything without an ACCESS_FILE. */
  access?: Access | undefined
  audit: Audit
  rateLimit: RateLimit
  /** @param path without the base path */
  app: (req: IncomingMessage, res: ServerResponse, path: string, nonce: string) => Promise<void>
  isDraining: () => boolean
  masksAccountIds: boolean
  /** Under `npm run dev`: React's tools evaluate code, and a page waits for its compilation. */
  development?: boolean
}

/** AWS calls give up before this; the net below catches a handler that forgot to. */
const longestSilenceMs = 29_500

/** Headers Next trusts from its own proxies; nobody out there may set them. */
const internalHeaders = /^(x-middleware-|x-invoke-|x-nextjs-|x-matched-path$|x-now-|next-resume$|x-vercel-)/

/** The listener in front of Next: every request passes these checks in this order, or is answered by one. */
export function createGateway(parts: GatewayParts) {
  const { settings, basePath, log, prometheus, routes, guard, rateLimit, app, isDraining, masksAccountIds } =
    parts
  const { access, audit, development = false } = parts
  const apiPosts = new Set(
    operations.flatMap(({ method, path }) => (method === 'post' ? [basePath + path] : [])),
  )
  const postPaths = new Set([...guard.postPaths.map((path) => basePath + path), ...apiPosts])

  return function gateway(req: IncomingMessage, res: ServerResponse): void {
    const started = performance.now()
    const [fullPath] = split(req.url ?? '')
    const path = withoutBase(fullPath, basePath)
    const nonce = newNonce()
    const context: RequestContext = { requestId: requestId(req), awsCalls: 0 }
    const incoming: GatewayRequest = {
      req,
      res,
      path: path ?? '',
      api: isApi(path ?? fullPath) && !(path === '/v3' && isBrowser(req)),
      client: clientAddress(req, settings.TRUSTED_PROXIES),
      nonce,
      context,
    }
    const route = routeName(path, routes)
    if (masksAccountIds && !isAsset(incoming.path)) {
      maskAnswer(res)
      delete req.headers['accept-encoding']
    }

    beforeHeaders(res, () => {
      const headers = securityHeaders(contentSecurityPolicy(nonce, development), settings.secure)
      for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
      res.setHeader('x-request-id', context.requestId)
      res.removeHeader('x-powered-by')
      if (!res.hasHeader('cache-control')) res.setHeader('cache-control', 'private, no-store')
      if (isDraining()) res.setHeader('connection', 'close')
    })
    prometheus.inFlight.inc()
    res.once('close', () => {
      const took = (performance.now() - started) / 1000
      const method = knownMethods.has(req.method ?? '') ? (req.method ?? '') : 'other'
      prometheus.inFlight.dec()
      audit(context, res.statusCode, incoming.client)
      prometheus.requests.observe({ route, method, status: res.statusCode }, took)
      log[route === '/healthz' || route === '/readyz' ? 'debug' : 'info']({
        requestId: context.requestId,
        method,
        route,
        status: res.statusCode,
        durationMs: Math.round(took * 1000),
        awsCalls: context.awsCalls,
        ...(context.user && { user: context.user.id }),
        client: incoming.client,
        ...(!res.writableFinished && { cut: true }),
      })
    })

    requestStorage().run(context, () => {
      serve(incoming, path).catch((error: unknown) => {
        log.error({ requestId: context.requestId, err: error }, 'A request failed in the server itself')
        if (res.headersSent) res.destroy()
        else refuse(res, { status: 500, message: ownFault(context) }, incoming.api)
      })
    })
  }

  async function serve(incoming: GatewayRequest, path: string | undefined): Promise<void> {
    const { req, res, api, context } = incoming
    const say = (refusal: Refusal) => refuse(res, refusal, api)

    const refusal = checkRequest(
      { method: req.method ?? '', url: req.url ?? '', headers: req.headers },
      postPaths,
    )
    if (refusal) return say(refusal)
    if (path === '/healthz') return json(res, 200, { status: 'ok' })
    if (path === '/readyz')
      return json(res, isDraining() ? 503 : 200, { status: isDraining() ? 'stopping' : 'ready' })
    if (path === securityTxt && settings.SECURITY_CONTACT) {
      return answer(res, 200, 'text/plain; charset=utf-8', securityText(settings.SECURITY_CONTACT))
    }
    const wrongHost = checkHost(req.headers.host, settings)
    if (wrongHost) return say(wrongHost)
    const isApiPost = req.method === 'POST' && apiPosts.has(split(req.url ?? '')[0])
    const foreign = isApiPost ? checkPost(req.headers, settings.PUBLIC_URL) : undefined
    if (foreign) return say(foreign)

    const found = await guard.identify(incoming)
    if (found === 'answered') return
    if ('refusal' in found) return say(found.refusal)
    if (found.user) context.user = found.user
    if (access) {
      context.rights = found.user ? access.rightsOf(found.user) : []
      if (context.rights.length === 0) return say(mayReadNothing(found.user?.name))
    }
    const asset = isAsset(incoming.path)
    const tooMany = asset ? undefined : await rateLimit(found.user?.id ?? incoming.client)
    if (tooMany) return say(tooMany)

    if (path === '/metrics') {
      return answer(res, 200, prometheus.registry.contentType, await prometheus.registry.metrics())
    }
    if (path === undefined || path.startsWith('/_next/image') || (isApi(path) && !findRoute(routes, path))) {
      return say({ status: 404, message: 'The requested URL was not found on the server.' })
    }
    const net = setTimeout(
      () => {
        if (!res.headersSent) say({ status: 500, message: 'The answer took too long. Try again.' })
      },
      development ? 10 * longestSilenceMs : longestSilenceMs,
    )
    res.once('close', () => clearTimeout(net))
    for (const name of Object.keys(req.headers)) if (internalHeaders.test(name)) delete req.headers[name]
    // Next takes the nonce for its own scripts from the request's policy.
    req.headers['content-security-policy'] = contentSecurityPolicy(incoming.nonce, development)
    await app(req, res, incoming.path, incoming.nonce)
  }
}

const mayReadNothing = (name = 'Nobody'): Refusal => ({
  status: 403,
  message: `You are signed in as ${name}, and nobody has given that account anything to read here.`,
})

const securityTxt = '/.well-known/security.txt'

/** RFC 9116: whoever finds something wrong is told whom to tell. It is never older than the answer. */
function securityText(contact: string): string {
  const expires = new Date(Date.now() + 180 * 86_400_000).toISOString()
  return `Contact: ${contact}\nExpires: ${expires}\nPreferred-Languages: en\n`
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function json(res: ServerResponse, status: number, body: unknown): void {
  answer(res, status, 'application/json', JSON.stringify(body))
}

function ownFault({ requestId }: RequestContext): string {
  return `The server made a mistake. Its log has the details under request ${requestId}.`
}

/** A caller's own id is kept when it is plain, so that one request can be followed through several logs. */
function requestId(req: IncomingMessage): string {
  const given = req.headers['x-request-id']
  return typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
}

/** @returns undefined when the address lies outside the base path. */
function withoutBase(path: string, basePath: string): string | undefined {
  if (path === '/healthz' || path === '/readyz' || path === securityTxt) return path
  if (!basePath) return path
  if (path === basePath) return '/'
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : undefined
}

function isApi(path: string): boolean {
  return (
    path === '/v3' ||
    path.startsWith('/v3/') ||
    path === '/healthz' ||
    path === '/readyz' ||
    path === '/metrics'
  )
}

/** `/v3` itself is a page for people. */
const isBrowser = ({ headers }: IncomingMessage) => headers.accept?.includes('text/html') ?? false

function isAsset(path: string): boolean {
  return path.startsWith('/_next/static/')
}

function routeName(path: string | undefined, routes: Route[]): string {
  if (path === undefined) return 'unmatched'
  if (path.startsWith('/_next/')) return '/_next'
  if (gatewayRoutes.has(path)) return path
  return findRoute(routes, path) ?? 'unmatched'
}

const gatewayRoutes = new Set([
  securityTxt,
  '/healthz',
  '/readyz',
  '/metrics',
  '/sign-in',
  '/sign-in/start',
  '/sign-in/callback',
  '/sign-out',
  '/signed-out',
])
