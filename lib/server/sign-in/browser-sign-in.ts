import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { User } from '../../request-context'
import type { Settings } from '../../settings'
import type { Access } from '../access-file'
import { answer, escapeHtml, page } from '../answer'
import type { GatewayRequest } from '../gateway'
import { createAttempts } from './attempts'
import { createEndedSessions } from './ended-sessions'
import { inAllowedGroup, readGroups, readId, readName } from './groups'
import { createProvider } from './provider'
import { createRecheck } from './recheck'
import { safeReturnTo } from './return-to'
import { cookieJar, createSessions, type Session } from './session'

/**
 * Signing people in with an OpenID provider: the addresses under /sign-in and /sign-out, and the session cookie
 * all other requests are known by. The address to return to waits in the tab's own sessionStorage: it may be longer
 * than a cookie or the provider takes, and the part behind `#` never reaches a server.
 */
export function createBrowserSignIn(
  settings: Settings,
  basePath: string,
  log: Logger,
  valkeyUrl: string | undefined,
  access: Access | undefined,
) {
  const at = (path: string) => `${basePath}${path}`
  const publicAt = (path: string) => `${settings.PUBLIC_URL}${basePath}${path}`
  const provider = createProvider(settings, publicAt('/sign-in/callback'))
  const sessions = createSessions(settings, basePath)
  const attempts = createAttempts(cookieJar(settings, basePath))
  const ended = createEndedSessions(valkeyUrl)

  /** A person may be in more groups than a cookie holds: those that decide something are kept. */
  const relevant = (groups: readonly string[]) => {
    const named = access?.groups()
    return groups.filter((group) => settings.ALLOWED_GROUPS?.includes(group) || named?.has(group))
  }
  const recheck = createRecheck(settings, provider.refresh, relevant, log)
  const groupsMatter = settings.ALLOWED_GROUPS !== undefined || access !== undefined

  /** The session with groups that are not too old; a new cookie where they were. */
  async function withGroups(session: Session, res: GatewayRequest['res']): Promise<Session | undefined> {
    if (!groupsMatter) return session
    const checked = await recheck(session)
    if (checked === 'over') return undefined
    if (checked.isNew) await sessions.renew(res, checked.session)
    return checked.session
  }

  async function currentSession({ req, res }: GatewayRequest) {
    const session = await sessions.read(req)
    if (!session || (await ended.has(session.sessionId))) return undefined
    return withGroups(session, res)
  }

  /**
   * A page that remembers where the person was going and moves on to the provider, by the name its cookies belong to.
   * @param returnTo the page's own address when absent
   */
  function leave({ res, nonce }: GatewayRequest, status: number, returnTo?: string) {
    const target = returnTo === undefined ? 'location.pathname + location.search' : inScript(returnTo)
    const script = `
if (location.origin !== ${inScript(settings.PUBLIC_URL ?? '')})
  location.replace(${inScript(settings.PUBLIC_URL ?? '')} + location.pathname + location.search + location.hash)
else {
  try { sessionStorage.setItem('return-to', ${target} + location.hash) } catch {}
  location.replace(${inScript(at('/sign-in/start'))})
}`
    const link = `<a class="button" href="${escapeHtml(publicAt('/sign-in/start'))}">Sign in</a>`
    html(res, status, 'Signing in …', withScript(nonce, script, link))
  }

  /** The end of signing in: back to where the person was going. */
  function goOn({ res, nonce }: GatewayRequest) {
    const script = `
let to = ${inScript(at('/'))}
try {
  const url = new URL(sessionStorage.getItem('return-to') ?? to, location.origin)
  sessionStorage.removeItem('return-to')
  if (url.origin === location.origin) to = url.pathname + url.search + url.hash
} catch {}
location.replace(to)`
    html(res, 200, 'Signed in', withScript(nonce, script, againButton(at('/'), 'Go on')))
  }

  async function start(incoming: GatewayRequest) {
    // Another tab was faster.
    if (await currentSession(incoming)) return goOn(incoming)
    const url = await provider.begin(attempts.begin(incoming.req, incoming.res))
    redirect(incoming.res, url.href)
  }

  async function callback(incoming: GatewayRequest) {
    const { req, res, context } = incoming
    const url = new URL(`${settings.PUBLIC_URL}${req.url}`)
    const attempt = attempts.take(req, res, url.searchParams.get('state') ?? '')
    if (!attempt) {
      if (await currentSession(incoming)) return goOn(incoming)
      return html(
        res,
        400,
        'That sign-in is over',
        `<p>It took longer than ten minutes, or began in another browser.</p>${againButton(at('/'))}`,
      )
    }
    const { claims, refreshToken } = await provider.finish(url, attempt)
    const name = readName(claims)
    const groups = readGroups(claims, settings.OIDC_GROUPS_CLAIM)
    if (!inAllowedGroup(groups, settings.ALLOWED_GROUPS)) {
      log.warn({ requestId: context.requestId, name }, 'Signed in, but in no allowed group')
      return html(
        res,
        403,
        'Not for this account',
        `<p>You signed in as ${escapeHtml(name)}, who is in none of the groups that may read these builds.</p>${againButton(at('/'))}`,
      )
    }
    const id = readId(claims)
    const user = { id, name, groups: relevant(groups ?? []) }
    await sessions.begin(res, {
      user,
      subject: String(claims.sub),
      refreshToken: groupsMatter ? refreshToken : undefined,
    })
    log.info({ requestId: context.requestId, user: id, client: incoming.client }, 'Signed in')
    goOn(incoming)
  }

  /** The page that ends the session moves on by itself: a form must not lead to another origin. */
  async function signOut(incoming: GatewayRequest) {
    const { req, res, nonce, context } = incoming
    if (req.method !== 'POST') {
      const form = `<form method="post" action="${at('/sign-out')}"><button>Sign out</button></form>`
      return html(res, 200, 'Sign out?', form)
    }
    if (!isOwnForm(req, settings.PUBLIC_URL)) {
      return html(res, 400, 'Not signed out', '<p>That form came from another site.</p>')
    }
    const session = await sessions.read(req)
    if (session) {
      await ended.add(session.sessionId, session.expires)
      log.info({ requestId: context.requestId, user: session.user.id, client: incoming.client }, 'Signed out')
    }
    sessions.end(res)
    const endSession = await provider.endSession(publicAt('/signed-out')).catch(() => undefined)
    if (!endSession) return redirect(res, at('/signed-out'), 303)
    const link = `<a class="button" href="${escapeHtml(endSession.href)}">Sign out there too</a>`
    html(res, 200, 'Signing out …', withScript(nonce, `location.replace(${inScript(endSession.href)})`, link))
  }

  /** Answers when the address is one of ours. @returns whether it did. */
  async function answerOwnAddress(incoming: GatewayRequest): Promise<boolean> {
    const { req, res, path } = incoming
    try {
      if (path === '/sign-in') {
        leave(incoming, 200, safeReturnTo(new URLSearchParams(req.url?.split('?')[1]).get('to'), basePath))
      } else if (path === '/sign-in/start') await start(incoming)
      else if (path === '/sign-in/callback') await callback(incoming)
      else if (path === '/sign-out') await signOut(incoming)
      else if (path === '/signed-out') html(res, 200, 'You are signed out', againButton(at('/')))
      else return false
    } catch (error) {
      log.error({ requestId: incoming.context.requestId, err: error }, 'Signing in failed')
      html(
        res,
        502,
        'Signing in did not work',
        `<p>${escapeHtml(explain(error))}</p><p>The server’s log has the details under request ${escapeHtml(incoming.context.requestId)}.</p>${againButton(at('/'))}`,
      )
    }
    return true
  }

  return {
    postPaths: ['/sign-out'],
    answerOwnAddress,
    async user(incoming: GatewayRequest): Promise<User | undefined> {
      const session = await currentSession(incoming)
      return (
        session && { ...session.user, how: 'session', signOut: { method: 'post', href: at('/sign-out') } }
      )
    },
    /** Answers a page's address with one that leads a browser through signing in, and back to that address. */
    askToSignIn(incoming: GatewayRequest) {
      leave(incoming, 401)
    },
  }
}

function redirect(res: GatewayRequest['res'], location: string, status = 302) {
  answer(res, status, 'text/plain; charset=utf-8', '', { location, 'cache-control': 'no-store' })
}

function html(res: GatewayRequest['res'], status: number, title: string, body: string) {
  answer(res, status, 'text/html; charset=utf-8', page(title, body), { 'cache-control': 'no-store' })
}

/** @param instead HTML for a browser that runs no scripts */
function withScript(nonce: string, script: string, instead: string): string {
  return `<script nonce="${nonce}">${script}</script><noscript><p>${instead}</p></noscript>`
}

function againButton(home: string, words = 'Sign in again'): string {
  return `<p><a class="button" href="${escapeHtml(home)}">${words}</a></p>`
}

/** A JavaScript string that cannot end the script element it stands in. */
function inScript(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function isOwnForm(req: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, 'sec-fetch-site': site } = req.headers
  return origin === publicUrl || (origin === undefined && site === 'same-origin')
}

/** The provider's own words for a person, when it refused; never a token or a stack. */
function explain(error: unknown): string {
  const said = error as { error?: unknown; error_description?: unknown }
  if (typeof said.error === 'string') {
    const description = typeof said.error_description === 'string' ? `: ${said.error_description}` : ''
    return `The identity provider answered ${said.error}${description}`.slice(0, 300)
  }
  return 'The identity provider could not be asked, or its answer could not be trusted.'
}
