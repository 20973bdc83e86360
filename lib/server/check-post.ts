import type { IncomingHttpHeaders } from 'node:http'
import type { Refusal } from './check-request'

/**
 * Whether a request that changes something, and may cost money, was meant by whoever sent it. A page of another origin
 * could send one with this person's session: a form without a header of its own choosing, a script only after the
 * browser has asked here, which nobody answers; and browsers say where a request comes from.
 * @param publicUrl the origin people open, where it is known
 * @returns undefined when it was
 */
export function checkPost(
  { origin, host, 'sec-fetch-site': site, ...headers }: IncomingHttpHeaders,
  publicUrl: string | undefined,
): Refusal | undefined {
  if (!headers['x-requested-with']) {
    return forbidden('it must carry the header X-Requested-With')
  }
  if (site !== undefined && site !== 'same-origin') return forbidden('it comes from another site')
  const isOwn = site === 'same-origin' || origin === undefined || origin === publicUrl || isOf(host, origin)
  if (!isOwn) return forbidden(`it comes from ${origin}`)
  if (Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined) {
    return { status: 413, message: 'A request body is not accepted.' }
  }
  return undefined
}

const isOf = (host: string | undefined, origin: string) =>
  host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()

const forbidden = (why: string): Refusal => ({ status: 403, message: `The request is not answered: ${why}.` })
