import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readSettings } from '../../settings'
import { createAttempts } from './attempts'
import { createEndedSessions } from './ended-sessions'
import { cookieJar, createSessions, type Session } from './session'

const [older, newer] = [
  'an older secret of thirty-two characters',
  'a newer secret of thirty-two characters!',
]
const settings = (secrets: string) =>
  readSettings({
    OIDC_ISSUER: 'https://id.example.com',
    OIDC_CLIENT_ID: 'image-build-logs',
    SESSION_SECRET: secrets,
    PUBLIC_URL: 'https://builds.example.com',
  })
const withCookie = (cookie: string) => ({ headers: { cookie } }) as IncomingMessage

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

/** The cookies an answer set, as a browser would send them back. */
async function cookiesOf(answer: (res: import('node:http').ServerResponse) => unknown): Promise<string> {
  const server = createServer(async (_req, res) => {
    await answer(res)
    res.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  server.close()
  const cookies = response.headers.getSetCookie()
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Host-[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  }
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

const begin = (secrets: string, user: Session['user'] = { id: 'ann', name: 'Ann' }) =>
  cookiesOf((res) => createSessions(settings(secrets), '').begin(res, { user, subject: user.id }))
const read = (secrets: string, cookie: string) =>
  createSessions(settings(secrets), '').read(withCookie(cookie))

it('a session keeps its groups and its way to ask again, but no cookie that a browser would drop', async () => {
  const user = { id: 'ann', name: 'Ann', groups: ['builders'] }
  const cookieWith = (refreshToken: string) =>
    cookiesOf((res) => createSessions(settings(newer), '').begin(res, { user, subject: 'ann', refreshToken }))
  const session = await read(newer, await cookieWith('a-token'))
  expect(session).toMatchObject({ user, subject: 'ann', refreshToken: 'a-token' })
  const cookie = await cookieWith('x'.repeat(4_000))
  expect(cookie.length).toBeLessThan(4_096)
  expect(await read(newer, cookie)).toMatchObject({ user, refreshToken: undefined })
})

it('a renewed session ends when it would have ended', async () => {
  const session = await read(newer, await begin(newer))
  if (!session) return expect.fail()
  const renewed = { ...session, expires: session.expires - 3_600, checkedAt: 1 }
  const cookie = await cookiesOf((res) => createSessions(settings(newer), '').renew(res, renewed))
  expect(await read(newer, cookie)).toEqual(renewed)
})

it('a session outlives each step of replacing its secret', async () => {
  const cookie = await begin(older)
  expect((await read(`${newer},${older}`, cookie))?.user).toEqual({ id: 'ann', name: 'Ann', groups: [] })
  expect((await read(`${older},${newer}`, cookie))?.user.id).toBe('ann')
  const later = await begin(`${newer},${older}`)
  expect((await read(newer, later))?.user.id).toBe('ann')
  expect(await read(newer, cookie)).toBeUndefined()
})

it('a session ends by itself', async () => {
  const cookie = await begin(older)
  const session = await read(older, cookie)
  expect(session?.expires).toBe(Math.floor(Date.now() / 1000) + 8 * 3600)
  vi.setSystemTime(Date.now() + 8 * 3_600_000 + 1000)
  expect(await read(older, cookie)).toBeUndefined()
})

it('a cookie that is rubbish is nobody’s session, and no error', async () => {
  const good = (await begin(older)).split('=')[1] ?? ''
  const rubbish = [
    'x',
    'Fe26.2*1*a*b*c*d*e*f~2',
    '....',
    'a.b.c.d.e',
    '%',
    '%E0%A4%A',
    '"',
    `${good}x`,
    good.slice(0, -4),
  ]
  const forged = `${Buffer.from('{"alg":"none"}').toString('base64url')}.eyJzdWIiOiJhbm4ifQ.`
  const tampered = good.replace(/\.[^.]+$/, `.${'A'.repeat(22)}`)
  for (const value of [...rubbish, forged, tampered, good.repeat(20)]) {
    expect([value, await read(older, `__Host-session=${value}`)]).toEqual([value, undefined])
  }
})

it('the longest subject and name a person can have fit a cookie', async () => {
  const cookie = await begin(older, { id: 'x'.repeat(255), name: '名'.repeat(200) })
  expect(cookie.length).toBeLessThan(2000)
})

it('a session that was ended stays ended until it would have been over', async () => {
  const ended = createEndedSessions(undefined)
  await ended.add('one', Date.now() / 1000 + 3600)
  expect([await ended.has('one'), await ended.has('two')]).toEqual([true, false])
})

it('a hundred tabs sign in at once, each with what it alone knows', async () => {
  const attempts = createAttempts(cookieJar(settings(older), ''))
  const begun: { state: string; nonce: string; codeVerifier: string }[] = []
  const cookies = await cookiesOf((res) => {
    for (let tab = 0; tab < 100; tab++) begun.push(attempts.begin(withCookie(''), res))
  })
  expect(cookies.length).toBeLessThan(5500)
  expect(new Set(begun.flatMap((attempt) => Object.values(attempt))).size).toBe(300)
  for (const attempt of begun) {
    expect(attempt.codeVerifier).toMatch(/^[\w-]{43}$/)
    await cookiesOf((res) => {
      expect(attempts.take(withCookie(cookies), res, attempt.state)).toEqual(attempt)
    })
  }
})

it('a sign-in is over after ten minutes, and cannot be prolonged or exchanged', async () => {
  const attempts = createAttempts(cookieJar(settings(older), ''))
  let attempt = { state: '', nonce: '', codeVerifier: '' }
  const cookie = await cookiesOf((res) => {
    attempt = attempts.begin(withCookie(''), res)
  })
  const take = async (state: string, sent = cookie) => {
    let taken: unknown
    await cookiesOf((res) => {
      taken = attempts.take(withCookie(sent), res, state)
    })
    return taken
  }
  const [id, expires] = attempt.state.split('.')
  expect(await take(attempt.state, '')).toBeUndefined()
  expect(await take('')).toBeUndefined()
  expect(await take(`AAAAAAAA.${expires}`)).toBeUndefined()
  expect(await take(`${id}.${Number(expires) + 1}`)).not.toMatchObject({ codeVerifier: attempt.codeVerifier })
  vi.setSystemTime(Date.now() + 601_000)
  expect(await take(attempt.state)).toBeUndefined()
})
