import type { IncomingMessage, ServerResponse } from 'node:http'
import { getIronSession, type IronSession } from 'iron-session'
import type { User } from '../../request-context'
import type { Settings } from '../../settings'

export type Session = { user?: Pick<User, 'id' | 'name'> }

/** What a sign-in under way must remember until the provider sends the person back. */
export type SignInUnderWay = { state?: string; nonce?: string; codeVerifier?: string; returnTo?: string }

/** How long a person may take at the provider. */
const signInSeconds = 600

/** Encrypted, authenticated cookies: the server keeps no session, so any replica reads any session. */
export function createSessions(settings: Settings, basePath: string) {
  const password = toPasswords(settings.SESSION_SECRET ?? [])
  // The prefixes make browsers refuse the cookie from a sibling domain or over http.
  const prefix = settings.secure ? (basePath ? '__Secure-' : '__Host-') : ''
  const open = <T extends object>(
    req: IncomingMessage,
    res: ServerResponse,
    name: string,
    ttl: number,
  ): Promise<IronSession<T>> =>
    getIronSession<T>(req, res, {
      password,
      cookieName: `${prefix}${name}`,
      ttl,
      cookieOptions: { httpOnly: true, sameSite: 'lax', secure: settings.secure, path: basePath || '/' },
    })
  return {
    session: (req: IncomingMessage, res: ServerResponse) =>
      open<Session>(req, res, 'session', settings.SESSION_HOURS * 3600),
    /** One per `state`, so that two tabs may sign in at once. */
    signInUnderWay: (req: IncomingMessage, res: ServerResponse, state: string) =>
      open<SignInUnderWay>(req, res, `sign-in-${state.replace(/[^\w-]/g, '').slice(0, 12)}`, signInSeconds),
  }
}

/** iron-session seals with the highest number and opens with any; the first secret given is the newest. */
function toPasswords(secrets: string[]): Record<string, string> {
  return Object.fromEntries(secrets.map((secret, index) => [secrets.length - index, secret]))
}
