import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { User } from '../../request-context'
import type { Settings } from '../../settings'
import { answer, escapeHtml, page } from '../answer'
import type { Visit } from '../door'
import { inAllowedGroup, readGroups, readName } from './groups'
import { createProvider } from './provider'
import { safeReturnTo } from './return-to'
import { createSessions } from './session'

/**
 * Signing people in with an OpenID provider: the addresses under /sign-in and /sign-out, and the session cookie
 * all other requests are known by.
 */
export function createBrowserSignIn(settings: Settings, basePath: string, log: Logger) {
  const at = (path: string) => `${basePath}${path}`
  const publicAt = (path: string) => `${settings.PUBLIC_URL}${basePath}${path}`
  const provider = createProvider(settings, publicAt('/sign-in/callback'))
  const sessions = createSessions(settings, basePath)

  /**
   * The part behind `#` never reaches a server, and the provider's own forms lose it: this page puts it into
   * the address to return to before it moves on.
   */
  function leaveWithAnchor({ res, nonce }: Visit, returnTo: string) {
    const start = `${at('/sign-in/start')}?to=${encodeURIComponent(returnTo)}`
    const script = `location.replace(${inScript(start)} + encodeURIComponent(location.hash))`
    html(
      res,
      200,
      'Signing in …',
      `<script nonce="${nonce}">${script}</script>` +
        `<noscript><p><a class="button" href="${escapeHtml(start)}">Sign in</a></p></noscript>`,
    )
  }

  async function start({ req, res }: Visit, returnTo: string) {
    const { url, underWay } = await provider.begin(returnTo)
    const cookie = await sessions.signInUnderWay(req, res, underWay.state)
    Object.assign(cookie, underWay)
    await cookie.save()
    redirect(res, url.href)
  }

  async function callback({ req, res, context }: Visit) {
    const url = new URL(`${settings.PUBLIC_URL}${req.url}`)
    const cookie = await sessions.signInUnderWay(req, res, url.searchParams.get('state') ?? '')
    const { state, nonce, codeVerifier, returnTo } = cookie
    if (!state || !nonce || !codeVerifier || !returnTo) {
      return html(
        res,
        400,
        'That sign-in is over',
        `<p>It took longer than ten minutes, or began in another browser.</p>${againButton(at('/'))}`,
      )
    }
    cookie.destroy()
    const claims = await provider.finish(url, { state, nonce, codeVerifier, returnTo })
    const name = readName(claims)
    if (!inAllowedGroup(readGroups(claims, settings.OIDC_GROUPS_CLAIM), settings.ALLOWED_GROUPS)) {
      log.warn({ requestId: context.requestId, name }, 'Signed in, but in no allowed group')
      return html(
        res,
        403,
        'Not for this account',
        `<p>You signed in as ${escapeHtml(name)}, who is in none of the groups that may read these builds.</p>${againButton(at('/'))}`,
      )
    }
    const session = await sessions.session(req, res)
    session.user = { id: String(claims.sub), name }
    await session.save()
    redirect(res, returnTo)
  }

  /** The page that ends the session moves on by itself: a form must not lead to another origin. */
  async function signOut({ req, res, nonce }: Visit) {
    if (req.method !== 'POST') {
      const form = `<form method="post" action="${at('/sign-out')}"><button>Sign out</button></form>`
      return html(res, 200, 'Sign out?', form)
    }
    if (!isOwnForm(req, settings.PUBLIC_URL)) {
      return html(res, 400, 'Not signed out', '<p>That form came from another site.</p>')
    }
    const session = await sessions.session(req, res)
    session.destroy()
    const endSession = await provider.endSession(publicAt('/signed-out')).catch(() => undefined)
    if (!endSession) return redirect(res, at('/signed-out'), 303)
    html(
      res,
      200,
      'Signing out …',
      `<script nonce="${nonce}">location.replace(${inScript(endSession.href)})</script>` +
        `<noscript><p><a class="button" href="${escapeHtml(endSession.href)}">Sign out there too</a></p></noscript>`,
    )
  }

  /** Answers when the address is one of ours. @returns whether it did. */
  async function answerOwnAddress(visit: Visit): Promise<boolean> {
    const { req, res, path } = visit
    const to = safeReturnTo(new URLSearchParams(req.url?.split('?')[1]).get('to'), basePath)
    try {
      if (path === '/sign-in') leaveWithAnchor(visit, to)
      else if (path === '/sign-in/start') await start(visit, to)
      else if (path === '/sign-in/callback') await callback(visit)
      else if (path === '/sign-out') await signOut(visit)
      else if (path === '/signed-out') html(res, 200, 'You are signed out', againButton(at('/')))
      else return false
    } catch (error) {
      log.error({ requestId: visit.context.requestId, err: error }, 'Signing in failed')
      html(
        res,
        502,
        'Signing in did not work',
        `<p>${escapeHtml(explain(error))}</p><p>The server’s log has the details under request ${escapeHtml(visit.context.requestId)}.</p>${againButton(at('/'))}`,
      )
    }
    return true
  }

  return {
    postPaths: ['/sign-out'],
    answerOwnAddress,
    async user({ req, res }: Visit): Promise<User | undefined> {
      const { user } = await sessions.session(req, res)
      return user && { ...user, how: 'session', signOut: { method: 'post', href: at('/sign-out') } }
    },
    /** Sends a browser to sign in, under the name its cookies will belong to, and back to where it was going. */
    askToSignIn({ req, res }: Visit) {
      redirect(res, `${publicAt('/sign-in')}?to=${encodeURIComponent(safeReturnTo(req.url, basePath))}`)
    },
  }
}

function redirect(res: Visit['res'], location: string, status = 302) {
  answer(res, status, 'text/plain; charset=utf-8', '', { location, 'cache-control': 'no-store' })
}

function html(res: Visit['res'], status: number, title: string, body: string) {
  answer(res, status, 'text/html; charset=utf-8', page(title, body), { 'cache-control': 'no-store' })
}

function againButton(home: string): string {
  return `<p><a class="button" href="${escapeHtml(home)}">Sign in again</a></p>`
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
