import { isLoopback, type Settings } from '../settings'
import type { Refusal } from './check-request'

/**
 * A server without sign-in on loopback is read by whoever sits at the machine, and by any web page that has its
 * own name point at 127.0.0.1 (DNS rebinding). Such a page's requests carry its name, so only ours are answered.
 */
export function checkHost(host: string | undefined, settings: Settings): Refusal | undefined {
  if (!settings.open || settings.SERVE_OPENLY) return undefined
  const name = (host ?? '').replace(/:\d+$/, '')
  const own = settings.PUBLIC_URL && new URL(settings.PUBLIC_URL).hostname
  if (isLoopback(name) || name === own) return undefined
  return {
    status: 400,
    message: `Bad Request: this server answers to localhost only, not to '${name}'. PUBLIC_URL can name another.`,
  }
}
