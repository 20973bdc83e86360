import type { Logger } from 'pino'
import type { Settings } from '../../settings'
import type { Access } from '../access-file'
import type { Refusal } from '../check-request'
import type { GatewayRequest, Guard } from '../gateway'
import { createRateLimit } from '../rate-limit'
import { createApiTokens, sentToken } from './api-tokens'
import { createBrowserSignIn } from './browser-sign-in'
import { inAllowedGroup, readGroups, readId, readName } from './groups'
import { createProxySignIn } from './proxy-sign-in'

/**
 * Who may pass, by the ways the settings open; nobody else passes, whatever the address. Without any way the
 * server is open to whoever reaches it, which the settings allow on loopback or when told so.
 */
export function createGuard(
  settings: Settings,
  basePath: string,
  log: Logger,
  valkeyUrl: string | undefined,
  access: Access | undefined,
): Guard {
  const tokens =
    settings.API_TOKENS || settings.API_TOKENS_FILE
      ? createApiTokens(settings.API_TOKENS, settings.API_TOKENS_FILE, (message) => log.error(message))
      : undefined
  const proxy = settings.PROXY_SIGN_IN && createProxySignIn(settings)
  const browser = settings.OIDC_ISSUER
    ? createBrowserSignIn(settings, basePath, log, valkeyUrl, access)
    : undefined
  const wrongTokens = createRateLimit(30)

  async function byProxy({ req, context }: GatewayRequest) {
    if (!proxy) return undefined
    try {
      const claims = await proxy(req)
      const name = readName(claims)
      const groups = readGroups(claims, settings.OIDC_GROUPS_CLAIM)
      if (!inAllowedGroup(groups, settings.ALLOWED_GROUPS)) {
        return { refusal: unauthorized(`${name} is in none of the groups that may read these builds.`) }
      }
      const href = settings.PROXY_SIGN_OUT_URL
      const signOut = href === undefined ? {} : { signOut: { method: 'get' as const, href } }
      return { user: { id: readId(claims), name, how: 'proxy' as const, groups, ...signOut } }
    } catch (error) {
      log.warn({ requestId: context.requestId, reason: String(error) }, 'The proxy’s token was refused')
      return { refusal: unauthorized('The proxy in front of this server did not sign you in.') }
    }
  }

  return {
    postPaths: browser?.postPaths ?? [],
    async identify(incoming) {
      if (settings.open) return {}
      const sent = tokens && sentToken(incoming.req)
      const tokenName = sent && tokens?.(sent)
      if (tokenName) return { user: { id: `token:${tokenName}`, name: tokenName, how: 'token' } }
      const proxied = await byProxy(incoming)
      // oauth2-proxy's own token comes in the header of ours.
      if (proxied && 'user' in proxied) return proxied
      const tooMany = sent ? await wrongTokens(incoming.client) : undefined
      if (tooMany) return { refusal: tooMany }
      if (proxied) return proxied
      if (sent) return { refusal: unauthorized('The token is not one of this server’s.') }
      if (!browser) return { refusal: unauthorized('This server asks for a token: Authorization: Bearer …') }
      if (await browser.answerOwnAddress(incoming)) return 'answered'
      const user = await browser.user(incoming)
      if (user) return { user }
      if (incoming.api || incoming.path.startsWith('/_next/'))
        return { refusal: unauthorized('Sign in first, or send a token.') }
      browser.askToSignIn(incoming)
      return 'answered'
    },
  }
}

function unauthorized(message: string): Refusal {
  return { status: 401, message, headers: { 'www-authenticate': 'Bearer realm="image-build-logs"' } }
}
