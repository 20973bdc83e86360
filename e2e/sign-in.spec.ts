import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { freePort, start } from './processes'

type Servers = { dashboard: string; provider: string }

/** The production build, let in by a real OpenID provider process, with tokens for API clients beside it. */
const test = base.extend<object, Servers & { servers: Servers }>({
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const dashboard = `http://127.0.0.1:${await freePort()}`
      const provider = await start(
        ['npx', 'tsx', 'e2e/openid-provider.ts'],
        {
          REDIRECT_URI: `${dashboard}/sign-in/callback`,
          POST_LOGOUT_REDIRECT_URI: `${dashboard}/signed-out`,
        },
        /OpenID provider: (\S+)/,
      )
      const issuer = provider.match[1] ?? ''
      const app = await start(
        ['npm', 'start'],
        {
          PORT: new URL(dashboard).port,
          HOST: '127.0.0.1',
          PUBLIC_URL: dashboard,
          OIDC_ISSUER: issuer,
          OIDC_CLIENT_ID: 'image-build-logs',
          OIDC_CLIENT_SECRET: 'a-secret-for-tests',
          ALLOWED_GROUPS: 'image-builders',
          SESSION_SECRET: 'a secret of more than thirty-two characters',
          SESSION_CHECK_MINUTES: '6s',
          ACCESS_FILE: accessFile(),
          API_TOKENS: 'bot: a-token-of-a-build-bot, former: another-token-for-rotation',
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'demo',
          AWS_SECRET_ACCESS_KEY: 'demo',
          AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        },
        /Dashboard: /,
      )
      await use({ dashboard, provider: issuer })
      await app.stop()
      await provider.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  dashboard: [async ({ servers }, use) => use(servers.dashboard), { scope: 'worker' }],
  provider: [async ({ servers }, use) => use(servers.provider), { scope: 'worker' }],
})

/** Everything for those the tests sign in as and for their tokens: what is narrower is tested without a browser. */
function accessFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'access-')), 'access.yaml')
  writeFileSync(file, 'rules:\n  - groups: [image-builders]\n    tokens: [bot, former]\n')
  return file
}

async function signInAs(page: Page, name: string) {
  await page.locator('input[name=login]').fill(name)
  await page.locator('input[name=password]').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a deep link survives signing in, query and anchor included', async ({ page, dashboard, provider }) => {
  const link = `${dashboard}/images?region=us-east-1&q=slurm%20%26%20co&status=FAILED#line-7`
  await page.goto(link)
  await expect(page).toHaveURL(new RegExp(`^${provider}/interaction/`))
  await signInAs(page, 'ann')
  await expect(page).toHaveURL(link)
})

test('an address longer than a cookie survives signing in', async ({ page, dashboard }) => {
  const link = `${dashboard}/images?q=${'%C3%A9'.repeat(600)}${'b'.repeat(4000)}#line-7`
  await page.goto(link)
  await signInAs(page, 'ann')
  await expect(page).toHaveURL(link)
})

test('tabs that ask to sign in at once all get where they were going', async ({ context, dashboard }) => {
  const tabs = await Promise.all(Array.from({ length: 12 }, () => context.newPage()))
  const address = (tab: number) => `${dashboard}/images?q=tab-${tab}`
  await Promise.all(tabs.map((page, tab) => page.goto(address(tab))))
  for (const tab of [0, 11, 5]) {
    const page = tabs[tab]
    if (!page) throw new Error('There is no such tab.')
    await page.locator('input[name=login]').fill('ann')
    await page.locator('input[name=password]').fill('any')
    await page.getByRole('button', { name: 'Sign-in' }).click()
    // The provider asks for consent once.
    if (tab === 0) await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page).toHaveURL(address(tab))
  }
})

test('a session is read by the API, and gone after signing out at both ends', async ({ page, dashboard }) => {
  await page.goto(`${dashboard}/images`)
  await signInAs(page, 'ann')
  await expect(page).toHaveURL(`${dashboard}/images`)
  const cookies = await page.context().cookies(dashboard)
  expect(cookies.find(({ name }) => name === 'session')).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect((await page.request.get(`${dashboard}/metrics`)).status()).toBe(200)
  const copied = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
  const asThief = async () => (await fetch(`${dashboard}/metrics`, { headers: copied })).status
  expect(await asThief()).toBe(200)

  const menu = page.getByRole('button', { name: 'Signed in as ann@example.com' })
  // Its scripts may come after it.
  await expect(async () => {
    if ((await menu.getAttribute('aria-expanded')) !== 'true') await menu.click()
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(page).toHaveURL(new RegExp(`^${dashboard}/signed-out`))
  expect((await page.request.get(`${dashboard}/metrics`)).status()).toBe(401)
  expect(await asThief()).toBe(401)
})

test('the address /sign-out asks first, and works without the menu', async ({ page, dashboard }) => {
  await page.goto(`${dashboard}/images`)
  await signInAs(page, 'ann')
  await expect(page).toHaveURL(`${dashboard}/images`)
  await page.goto(`${dashboard}/sign-out`)
  expect((await page.request.get(`${dashboard}/metrics`)).status()).toBe(200)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(page).toHaveURL(new RegExp(`^${dashboard}/signed-out`))
})

test('someone in no allowed group is told so and not let in', async ({ page, dashboard }) => {
  await page.goto(`${dashboard}/images`)
  await signInAs(page, 'bob')
  await expect(page.getByRole('heading', { name: 'Not for this account' })).toBeVisible()
  await expect(page.getByText('bob@example.com')).toBeVisible()
  expect((await page.request.get(`${dashboard}/metrics`)).status()).toBe(401)
})

test('a callback that nobody began, or with a forged state, lets nobody in', async ({
  request,
  dashboard,
}) => {
  for (const query of ['', '?code=x&state=y', '?error=access_denied&state=y']) {
    const answer = await request.get(`${dashboard}/sign-in/callback${query}`)
    expect(answer.status()).toBe(400)
    expect(await answer.text()).toContain('That sign-in is over')
  }
})

test('a return address elsewhere is not followed', async ({ page, dashboard }) => {
  await page.goto(`${dashboard}/sign-in?to=${encodeURIComponent('//example.com/images')}`)
  await signInAs(page, 'ann')
  await expect(page).toHaveURL(`${dashboard}/images`)
})

test('a sign-out form of another site does nothing', async ({ request, dashboard }) => {
  const answer = await request.post(`${dashboard}/sign-out`, { headers: { origin: 'https://example.com' } })
  expect(answer.status()).toBe(400)
})

test('any of the tokens lets an API client in, by either header', async ({ request, dashboard }) => {
  const ask = async (headers: Record<string, string>) =>
    (await request.get(`${dashboard}/metrics`, { headers })).status()
  expect(await ask({ authorization: 'Bearer a-token-of-a-build-bot' })).toBe(200)
  expect(await ask({ authorization: 'Bearer another-token-for-rotation' })).toBe(200)
  expect(
    await ask({ authorization: 'AWS4-HMAC-SHA256 Credential=x', 'x-api-key': 'a-token-of-a-build-bot' }),
  ).toBe(200)
  expect(await ask({ authorization: 'Bearer a-token-of-a-build-bott' })).toBe(401)
  expect(await ask({})).toBe(401)
})

test('health is open to all; everything else answers 401, a page in a page’s way', async ({
  request,
  dashboard,
}) => {
  const ask = (path: string) => request.get(`${dashboard}${path}`, { maxRedirects: 0 })
  expect((await ask('/healthz')).status()).toBe(200)
  expect((await ask('/readyz')).status()).toBe(200)
  const api = await ask('/v3/images/custom?region=us-east-1')
  expect(api.status()).toBe(401)
  expect(await api.json()).toEqual({ message: 'Sign in first, or send a token.' })
  const page = await ask('/images?q=a')
  expect(page.status()).toBe(401)
  expect(await page.text()).toContain('/sign-in/start')
})

test('groups are asked for again during a session, unseen, and who has left them reads no more', async ({
  page,
  dashboard,
  provider,
}) => {
  await page.request.get(`${provider}/groups?person=carol&group=image-builders`)
  await page.goto(`${dashboard}/images`)
  await signInAs(page, 'carol')
  await expect(page).toHaveURL(`${dashboard}/images`)
  const ask = async () => (await page.request.get(`${dashboard}/v3/scopes`)).status()
  const session = async () => (await page.context().cookies()).find(({ name }) => name === 'session')?.value
  const first = await session()
  await expect
    .poll(async () => [await ask(), (await session()) === first], { timeout: 60_000 })
    .toEqual([200, false])
  await page.request.get(`${provider}/groups?person=carol&group=visitors`)
  await expect.poll(ask, { timeout: 60_000 }).toBe(401)
})
