import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SignedIn } from './provider'
import { createRecheck } from './recheck'
import type { Session } from './session'

const minute = 60_000
const settings = { SESSION_CHECK_MINUTES: 60, OIDC_GROUPS_CLAIM: 'groups', ALLOWED_GROUPS: ['builders'] }
const silent = { warn: () => undefined, info: () => undefined }

function session(more: Partial<Session> = {}): Session {
  return {
    user: { id: 'ann', name: 'Ann', groups: ['builders'] },
    subject: 'ann',
    sessionId: 'a',
    expires: Date.now() / 1000 + 8 * 3600,
    checkedAt: Date.now(),
    refreshToken: 'first',
    ...more,
  }
}

describe('createRecheck', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
  afterEach(() => vi.useRealTimers())
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms)

  const recheckWith = (refresh: (token: string) => Promise<SignedIn>) =>
    createRecheck(settings, refresh, (groups) => [...groups], silent)

  it('asks nobody while the groups are young, and once for all who ask at once when they are not', async () => {
    const refresh = vi.fn(async () => ({ claims: { groups: ['builders', 'new'] }, refreshToken: 'second' }))
    const recheck = recheckWith(refresh)
    const mine = session()
    expect(await recheck(mine)).toEqual({ session: mine, isNew: false })
    later(61 * minute)
    const answers = await Promise.all([recheck(mine), recheck(mine), recheck(mine)])
    expect(refresh.mock.calls).toEqual([['first', 'ann']])
    for (const answer of answers)
      expect(answer).toMatchObject({
        isNew: true,
        session: { user: { groups: ['builders', 'new'] }, refreshToken: 'second', sessionId: 'a' },
      })
    // Sent before the new cookie came.
    await recheck(mine)
    expect(refresh).toHaveBeenCalledTimes(1)
  })

  it('ends the session of who is in no allowed group any more, and of whom the provider refuses', async () => {
    const mine = session()
    later(61 * minute)
    expect(await recheckWith(async () => ({ claims: { groups: ['others'] } }))(mine)).toBe('over')
    expect(await recheckWith(() => Promise.reject({ error: 'invalid_grant' }))(mine)).toBe('over')
  })

  it('waits for a provider that is away as long again, and no longer', async () => {
    const recheck = recheckWith(() => Promise.reject(new Error('fetch failed')))
    const mine = session()
    later(61 * minute)
    expect(await recheck(mine)).toEqual({ session: mine, isNew: false })
    later(60 * minute)
    expect(await recheck({ ...mine, sessionId: 'b' })).toBe('over')
  })

  it('has a person without a refresh token sign in again', async () => {
    const mine = session({ refreshToken: undefined })
    later(61 * minute)
    expect(await recheckWith(() => Promise.reject(new Error('never asked')))(mine)).toBe('over')
  })
})
