import type { Logger } from 'pino'
import type { Settings } from '../../settings'
import type { Refusal } from '../check-request'
import type { Guard, Visit } from '../door'
import { createRateLimit } from '../rate-limit'
import { createApiTokens, sentToken } from './api-tokens'
import { createBrowserSignIn } from './browser-sign-in'
import { inAllowedGroup, readGroups, readName } from './groups'
import { createProxySignIn } from './proxy-sign-in'

/**
 * Who may pass, by the ways the settings open; nobody else passes, whatever the address. Without any way the
 * server is open to whoever reaches it, which the settings allow on loopback or when told so.
 */
export function createGuard(settings: Settings, basePath: string, log: Logger): Guard {
  const tokens =
    settings.API_TOKENS || settings.API_TOKENS_FILE
      ? createApiTokens(settings.API_TOKENS, settings.API_TOKENS_FILE, (message) => log.error(message))
      : undefined
  const proxy = settings.PROXY_SIGN_IN && createProxySignIn(settings)
  const browser = settings.OIDC_ISSUER ? createBrowserSignIn(settings, basePath, log) : undefined
  const wrongTokens = createRateLimit(30)

  async function byProxy({ req, context }: Visit) {
    if (!proxy) return undefined
    try {
      const claims = await proxy(req)
      const name = readName(claims)
      if (!inAllowedGroup(readGroups(claims, settings.OIDC_GROUPS_CLAIM), settings.ALLOWED_GROUPS)) {
        return { refusal: unauthorized(`${name} is in none of the groups that may read these builds.`) }
      }
      const href = settings.PROXY_SIGN_OUT_URL
      const signOut = href === undefined ? {} : { signOut: { method: 'get' as const, href } }
      return { user: { id: String(claims.sub), name, how: 'proxy' as const, ...signOut } }
    } catch (error) {
      log.warn({ requestId: context.requestId, reason: String(error) }, 'The proxy’s token was refused')
      return { refusal: unauthorized('The proxy in front of this server did not sign you in.') }
    }
  }

  return {
    postPaths: browser?.postPaths ?? [],
    async identify(visit) {
      if (settings.open) return {}
      const sent = tokens && sentToken(visit.req)
      const tokenName = sent && tokens?.(sent)
      if (tokenName) return { user: { id: `token:${tokenName}`, name: tokenName, how: 'token' } }
      const proxied = await byProxy(visit)
      if (proxied) return proxied
      if (sent) {
        const tooMany = await wrongTokens(visit.client)
        return { refusal: tooMany ?? unauthorized('The token is not one of this server’s.') }
      }
      if (!browser) return { refusal: unauthorized('This server asks for a token: Authorization: Bearer …') }
      if (await browser.answerOwnAddress(visit)) return 'answered'
      const user = await browser.user(visit)
      if (user) return { user }
      if (visit.api || visit.path.startsWith('/_next/'))
        return { refusal: unauthorized('Sign in first, or send a token.') }
      browser.askToSignIn(visit)
      return 'answered'
    },
  }
}

function unauthorized(message: string): Refusal {
  return { status: 401, message, headers: { 'www-authenticate': 'Bearer realm="image-build-logs"' } }
}
