import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Settings } from '../../settings'
import { inAllowedGroup, readGroups } from './groups'
import type { SignedIn } from './provider'
import type { Session } from './session'

/** The requests a page sends side by side, all with the same cookie, are answered by one question to the provider. */
const rememberedMs = 60_000

/** `over`: this person reads no more, or has to sign in again. */
export type Rechecked = { session: Session; isNew: boolean } | 'over'

/**
 * Asks the provider again for a person's groups when what the session knows of them is older than
 * SESSION_CHECK_MINUTES: by the session's refresh token, and without one by having the person sign in again, which most
 * providers do unseen. A provider that is away is waited for, as long again and no longer.
 * @param refresh asks the provider; throws what it says
 */
export function createRecheck(
  settings: Pick<Settings, 'SESSION_CHECK_MINUTES' | 'OIDC_GROUPS_CLAIM' | 'ALLOWED_GROUPS'>,
  refresh: (refreshToken: string, subject: string) => Promise<SignedIn>,
  relevant: (groups: readonly string[]) => string[],
  log: Pick<Logger, 'warn' | 'info'>,
) {
  const limitMs = settings.SESSION_CHECK_MINUTES * 60_000
  const asked = new LRUCache<string, Promise<Rechecked>>({ max: 10_000, ttl: rememberedMs })

  async function ask(session: Session, refreshToken: string): Promise<Rechecked> {
    const age = Date.now() - session.checkedAt
    const { user } = session
    try {
      const signedIn = await refresh(refreshToken, session.subject)
      const groups = readGroups(signedIn.claims, settings.OIDC_GROUPS_CLAIM)
      if (!inAllowedGroup(groups, settings.ALLOWED_GROUPS)) {
        log.info({ user: user.id }, 'A session ended: its person is in no allowed group any more')
        return 'over'
      }
      return {
        isNew: true,
        session: {
          ...session,
          user: { ...user, groups: relevant(groups ?? []) },
          checkedAt: Date.now(),
          refreshToken: signedIn.refreshToken ?? refreshToken,
        },
      }
    } catch (error) {
      if (isRefusal(error)) {
        log.info({ user: user.id }, 'A session ended: the provider does not renew it')
        return 'over'
      }
      log.warn({ user: user.id, reason: String(error) }, 'The provider could not be asked for groups again')
      return age < 2 * limitMs ? { session, isNew: false } : 'over'
    }
  }

  return async (session: Session): Promise<Rechecked> => {
    if (Date.now() - session.checkedAt < limitMs) return { session, isNew: false }
    if (session.refreshToken === undefined) return 'over'
    const key = `${session.sessionId} ${session.checkedAt}`
    const asking = asked.get(key) ?? ask(session, session.refreshToken)
    asked.set(key, asking)
    return asking
  }
}

/** The provider answered, and the answer was no: the token is used up, revoked, or the person is gone. */
function isRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'error' in error && typeof error.error === 'string'
}
