import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CookieJar } from './session'

/** What a sign-in under way must know again when the provider sends the person back. */
export type Attempt = { state: string; nonce: string; codeVerifier: string }

/** How long a person may take at the provider. */
const attemptSeconds = 600

/** More sign-ins at once than a browser restores tabs; their cookies still fit a proxy's 8 KB. */
const mostAtOnce = 100

/**
 * Sign-ins under way: each a cookie of fifty bytes, so that a browser that restores a hundred tabs signs all of them in.
 * The cookie holds a random secret, and `state` when it ends; nonce and PKCE verifier follow from both, so that none
 * can be exchanged or prolonged without the provider refusing it.
 */
export function createAttempts(jar: CookieJar) {
  return {
    begin(req: IncomingMessage, res: ServerResponse): Attempt {
      const others = jar.names(req, 'sign-in-')
      if (others.length >= mostAtOnce) for (const name of others) jar.set(res, name, '', 0)
      const id = randomBytes(6).toString('base64url')
      const secret = randomBytes(16).toString('base64url')
      jar.set(res, `sign-in-${id}`, secret, attemptSeconds)
      return derive(`${id}.${Math.floor(Date.now() / 1000) + attemptSeconds}`, secret)
    },

    /** The attempt a callback belongs to, which counts once. @returns undefined when there is none, or it is over. */
    take(req: IncomingMessage, res: ServerResponse, state: string): Attempt | undefined {
      const [, id, expires] = /^([\w-]{8})\.(\d{1,12})$/.exec(state) ?? []
      const secret = jar.get(req, `sign-in-${id}`)
      if (id === undefined || secret === undefined) return undefined
      jar.set(res, `sign-in-${id}`, '', 0)
      return Number(expires) * 1000 > Date.now() ? derive(state, secret) : undefined
    },
  }
}

function derive(state: string, secret: string): Attempt {
  const from = (what: string) => createHash('sha256').update(`${what} ${state} ${secret}`).digest('base64url')
  return { state, nonce: from('nonce'), codeVerifier: from('verifier') }
}
