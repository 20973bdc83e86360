import type { IncomingMessage } from 'node:http'

/**
 * The address a request came from. Each trusted proxy appends the one it saw to X-Forwarded-For; what stands
 * further left was written by the client and is not believed.
 * @param trustedProxies how many proxies of ours stand in front.
 */
export function clientAddress(req: IncomingMessage, trustedProxies: number): string {
  const direct = req.socket.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return direct
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
  return forwarded[Math.max(0, forwarded.length - trustedProxies)] ?? direct
}
