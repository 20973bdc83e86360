import { chromium, type Page } from '@playwright/test'
import { findBrowser } from './browser'
import { EmbeddedAws } from './embedded-aws'
import { expect, test } from './fixtures'
import { line, linkOf, log, numbered, numberedLog, openLog, rows } from './log-page'
import { freePort, start } from './processes'

/** What is on the clipboard, as somebody sees who pastes it; a page without https cannot read it. */
async function pasted(page: Page): Promise<string> {
  await page.evaluate(() => {
    document.querySelector('textarea')?.remove()
    document.body.append(document.createElement('textarea'))
  })
  const field = page.locator('textarea')
  await field.focus()
  await page.keyboard.press('Control+v')
  return field.inputValue()
}

test('without https lines, links and the whole log are copied all the same', async ({ aws }) => {
  const port = await freePort()
  const env = { ...new EmbeddedAws(aws.url).env, PORT: String(port), ALLOWED_HOSTS: 'logs.corp' }
  const app = await start(['npm', 'start'], env, /Dashboard: /)
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--host-resolver-rules=MAP logs.corp 127.0.0.1'],
  })
  try {
    const page = await browser.newPage()
    const made = await numberedLog(aws, { lines: 300 })
    await openLog(page, `http://logs.corp:${port}${made.path}`, 'line 300.')
    expect(await page.evaluate(() => [isSecureContext, 'clipboard' in navigator])).toEqual([false, false])

    await linkOf(page, 'line 290.').click()
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await pasted(page)).toBe('line 290.')

    await page.getByRole('button', { name: 'Link', exact: true }).click()
    await expect.poll(() => pasted(page)).toContain(`http://logs.corp:${port}${made.path}?at=`)

    await log(page).focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+c')
    await expect.poll(() => pasted(page)).toBe(numbered(300, 'line').join('\n'))
  } finally {
    await browser.close()
    await app.stop()
  }
})

test('at three device pixels to one, more wrapped rows than an element has room for: both ends are right', async ({
  browser,
  baseURL,
  aws,
}) => {
  const context = await browser.newContext({
    ...(baseURL && { baseURL }),
    viewport: { width: 250, height: 640 },
    deviceScaleFactor: 3,
  })
  const page = await context.newPage()
  // Some twenty rows each.
  const made = await numberedLog(aws, { lines: 30_000, template: `line {n}. ${'wrapped '.repeat(48)}` })
  await openLog(page, made.path, 'line 30000.')
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(page.getByText('Beginning of log')).toBeVisible()
  const height = () => log(page).evaluate((box) => box.scrollHeight * devicePixelRatio)
  // Down again, page after page.
  await expect(async () => {
    await log(page).evaluate((box) => {
      box.scrollTop = box.scrollHeight
    })
    await expect(page.getByText('End of log')).toBeInViewport({ timeout: 100 })
  }).toPass({ intervals: [100] })
  expect(await height()).toBeGreaterThan(2 ** 24)
  expect(await height()).toBeLessThan(2 ** 25)
  await page.keyboard.press('End')
  await expect(page.getByText('End of log')).toBeInViewport()
  // All of its rows are of the last line, the one above the end too.
  const last = await line(page, 'line 30000.').getAttribute('data-at')
  await expect(rows(page).last()).toHaveAttribute('data-at', last ?? '')
  await expect(rows(page).last()).toBeInViewport()
  await context.close()
})
