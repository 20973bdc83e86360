import { isIP } from 'node:net'
import type { Settings } from '../settings'
import { isLoopback } from '../settings/grammar'
import type { Refusal } from './check-request'

/**
 * A server without sign-in is read by whoever reaches it, and by any web page that has its own name point here (DNS
 * rebinding). Such a page's requests carry its name, so only ours are answered. Opened to others by SERVE_OPENLY, the
 * server also answers to addresses and to names without a dot, which no page out there can have.
 */
export function checkHost(host: string | undefined, settings: Settings): Refusal | undefined {
  if (!settings.open) return undefined
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (isLoopback(name) || settings.ALLOWED_HOSTS?.includes(name)) return undefined
  if (settings.PUBLIC_URL && name === new URL(settings.PUBLIC_URL).hostname) return undefined
  const toOthers = settings.SERVE_OPENLY && !isLoopback(settings.host)
  if (toOthers && (/^[a-z0-9_-]+$/.test(name) || isIP(name.replace(/^\[|\]$/g, '')) !== 0)) return undefined
  return {
    status: 400,
    message: `Bad Request: this server does not answer to the name '${name}'. PUBLIC_URL or ALLOWED_HOSTS can name it.`,
  }
}
