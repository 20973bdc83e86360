import type { Page, Route } from '@playwright/test'
import { expect, test } from './fixtures'

const address = '/images/hpc-al2023-3-14-0/logstreams/3.14.0/1'
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const cause = (page: Page) => log(page).locator('.log-row[data-cause="start"]')

test('the log of a failed build opens at its cause, under its step, and e leads on from there', async ({
  page,
}) => {
  await page.goto(address)
  await expect(cause(page)).toBeInViewport()
  await expect(cause(page)).toContainText('Unable to find a match: kernel-devel')
  await expect(
    page.getByRole('button', { name: /^InstallPClusterPackages, .*failed, exit 1, [\d,]+ lines/ }),
  ).toBeVisible()

  await page.keyboard.press('Shift+E')
  const status = page.getByRole('main').getByRole('status').first()
  await expect(status).toHaveText(/^Error \d+ of \d+$/)
  const [, number, count] = /(\d+) of (\d+)/.exec((await status.textContent()) ?? '') ?? []
  await page.keyboard.press('e')
  await expect(status).toHaveText(`Error ${Number(number) + 1} of ${count}`)
  await expect(cause(page)).toHaveAttribute('data-current', 'true')
})

test('a cause that is long in coming is gone to as long as nobody has moved', async ({ page }) => {
  const release = await holdCause(page)
  await page.goto(address)
  await expect(page.getByText('Reading the log for its likely cause…')).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText('End of log')).toBeInViewport()
  release()
  await expect(cause(page)).toBeInViewport()
})

test('a reader who has moved is not taken to a cause that comes late', async ({ page }) => {
  const release = await holdCause(page)
  await page.goto(address)
  await expect(page.getByText('End of log')).toBeInViewport({ timeout: 15_000 })
  await page.keyboard.press('Home')
  await expect(page.getByText('Beginning of log')).toBeInViewport()
  const first = await log(page).locator('[data-at]').first().getAttribute('data-at')
  const answered = page.waitForEvent('requestfinished', (request) => /\/cause\?/.test(request.url()))
  release()
  await answered
  await expect(page.getByRole('button', { name: 'Outline' })).toBeVisible()
  await expect(log(page).locator(`[data-at="${first}"]`)).toBeInViewport()
  await expect(cause(page)).not.toBeInViewport()
})

/** Keeps the answer to `/cause` back until the returned function is called. */
async function holdCause(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/cause\?/, async (route: Route) => {
    await released
    await route.continue()
  })
  return release
}
