import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parseCookie, stringifySetCookie } from 'cookie'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import type { User } from '../../request-context'
import type { Settings } from '../../settings'

/** Who is signed in, until when (seconds), and the session's own name, by which it is ended. */
export type Session = {
  user: Pick<User, 'id' | 'name' | 'groups'>
  /** The provider's name of the person, which `user.id` shortens where it is long. */
  subject: string
  sessionId: string
  expires: number
  /** When the provider last told the groups, epoch milliseconds. */
  checkedAt: number
  /** Asks it again; absent where it gives none, or one that has no room in a cookie. */
  refreshToken?: string | undefined
}

/** Browsers drop a cookie above 4,096 bytes, name and attributes included. */
const longestCookie = 3_900

/**
 * Sessions as encrypted cookies (JWE, A256GCM): any replica with the same secret reads them. Sealed with the first
 * secret and opened with any, each known by its own fingerprint, so that a secret is replaced whatever its place.
 */
export function createSessions(settings: Settings, basePath: string) {
  const keys = (settings.SESSION_SECRET ?? []).map(toKey)
  const [newest] = keys
  const jar = cookieJar(settings, basePath)

  async function seal({ user, subject, sessionId, expires, checkedAt, refreshToken }: Session) {
    if (!newest) throw new Error('There is no SESSION_SECRET.')
    const { id, name, groups = [] } = user
    return new EncryptJWT({
      name,
      groups,
      checkedAt,
      ...(subject !== id && { subject }),
      ...(refreshToken !== undefined && { refreshToken }),
    })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: newest.id })
      .setSubject(id)
      .setJti(sessionId)
      .setExpirationTime(expires)
      .encrypt(newest.secret)
  }

  return {
    /** @returns undefined for a cookie that is missing, over, or not ours, whatever it holds. */
    async read(req: IncomingMessage): Promise<Session | undefined> {
      const sealed = jar.get(req, 'session')
      if (!sealed) return undefined
      try {
        const { payload } = await jwtDecrypt(
          sealed,
          ({ kid }) => {
            const key = keys.find(({ id }) => id === kid)
            if (!key) throw new Error('The session is sealed with another secret.')
            return key.secret
          },
          { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        )
        const { sub: id, jti: sessionId, exp: expires } = payload
        const more = sealedFields.safeParse(payload).data
        if (!id || !sessionId || !expires || !more) return undefined
        const { name, groups, subject = id, checkedAt, refreshToken } = more
        return { user: { id, name, groups }, subject, sessionId, expires, checkedAt, refreshToken }
      } catch {
        return undefined
      }
    },

    async begin(res: ServerResponse, who: Pick<Session, 'user' | 'subject' | 'refreshToken'>): Promise<void> {
      const sessionId = randomBytes(16).toString('base64url')
      const now = Date.now()
      const expires = Math.floor(now / 1000) + settings.SESSION_HOURS * 3600
      await this.renew(res, { ...who, sessionId, expires, checkedAt: now })
    },

    /** The same session with what is known by now; it ends when it would have ended. */
    async renew(res: ServerResponse, session: Session): Promise<void> {
      const { refreshToken: _, ...without } = session
      const whole = await seal(session)
      // Without a refresh token the person signs in again when the groups are too old.
      const sealed = whole.length > longestCookie ? await seal(without) : whole
      jar.set(res, 'session', sealed, Math.max(0, Math.floor(session.expires - Date.now() / 1000)))
    },

    end: (res: ServerResponse) => jar.set(res, 'session', '', 0),
  }
}

/** Sessions of a version that did not keep these are over. */
const sealedFields = z.object({
  name: z.string(),
  groups: z.array(z.string()),
  subject: z.string().optional(),
  checkedAt: z.number(),
  refreshToken: z.string().optional(),
})

function toKey(secret: string) {
  const derived = hkdfSync('sha256', secret, '', 'image-build-logs session', 32)
  const id = createHash('sha256').update('id').update(new Uint8Array(derived)).digest('base64url').slice(0, 8)
  return { id, secret: new Uint8Array(derived) }
}

export type CookieJar = ReturnType<typeof cookieJar>

/** Cookies of this server alone: the prefixes make browsers refuse them from a sibling domain or over http. */
export function cookieJar(settings: Settings, basePath: string) {
  const prefix = settings.secure ? (basePath ? '__Secure-' : '__Host-') : ''
  const all = (req: IncomingMessage) => parseCookie(req.headers.cookie ?? '')
  return {
    get: (req: IncomingMessage, name: string): string | undefined => all(req)[prefix + name] || undefined,
    /** The names, without prefix, of the cookies that begin so. */
    names: (req: IncomingMessage, beginning: string): string[] =>
      Object.keys(all(req))
        .filter((name) => name.startsWith(prefix + beginning))
        .map((name) => name.slice(prefix.length)),
    /** @param seconds how long the browser keeps it; 0 takes it away. */
    set(res: ServerResponse, name: string, value: string, seconds: number): void {
      res.appendHeader(
        'set-cookie',
        stringifySetCookie({
          name: prefix + name,
          value,
          maxAge: seconds,
          httpOnly: true,
          sameSite: 'lax',
          secure: settings.secure,
          path: basePath || '/',
        }),
      )
    },
  }
}
