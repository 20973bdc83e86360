import type { Page } from '@playwright/test'
import { seriousViolations } from './axe'
import { expect, test } from './fixtures'

const logStreamName = '3.14.0/1'
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const line = (page: Page, text: string) => log(page).locator('.log-row').filter({ hasText: text })
const palette = (page: Page) => page.getByRole('dialog', { name: 'Command palette' })

let made = 0

/** A log of 6,000 lines, one a second from midday, in two streams. */
async function logFromMidday(post: (way: string, body: unknown) => Promise<unknown>) {
  const imageId = `palette-${Date.now()}-${made++}`
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  const startTime = Date.parse('2026-11-20T12:30:00Z')
  const lines = { logGroupName, startTime, everyMs: 1000, template: 'line {n}.' }
  await post('streams', { ...lines, logStreamName, lines: 6_000 })
  await post('streams', { ...lines, logStreamName: '3.14.0/2', lines: 10 })
  return { imageId, path: `/images/${imageId}/logstreams/${logStreamName}` }
}

test('Ctrl-K leads to a time, to another log stream and to any image, and runs actions', async ({
  page,
  aws,
}) => {
  const { imageId, path } = await logFromMidday((way, body) => aws.post(way, body))
  await page.goto(path)
  await expect(line(page, 'line 6000.')).toBeVisible()

  await page.keyboard.press('Control+k')
  await expect(palette(page).getByRole('combobox')).toBeFocused()
  await page.keyboard.type('13:42')
  await page.keyboard.press('Enter')
  await expect(palette(page)).toBeHidden()
  // 72 minutes after the first line.
  await expect(line(page, 'line 4321.')).toBeInViewport()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('find in log')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox', { name: 'Find in log' })).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('3.14.0/2')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/images/${imageId}/logstreams/3.14.0/2`))
  await expect(line(page, 'line 10.')).toBeVisible()

  await page.goto('/images')
  await page.getByRole('button', { name: 'Go to…' }).click()
  await page.keyboard.type(imageId)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/images/${imageId}$`))
})

test('what is typed while the palette’s scripts still load is not lost', async ({ page, aws }) => {
  const { path } = await logFromMidday((way, body) => aws.post(way, body))
  const html = await (await page.request.get(path)).text()
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  // What the page itself is made of comes; whatever it loads later waits.
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    if (!html.includes(new URL(route.request().url()).pathname)) await released
    await route.continue()
  })
  await page.goto(path)
  await expect(line(page, 'line 6000.')).toBeVisible()
  await log(page).focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Escape')
  await expect(log(page)).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('13:4')
  await expect(palette(page)).toBeHidden()
  release()
  await expect(palette(page).getByRole('combobox')).toBeFocused()
  await expect(palette(page).getByRole('combobox')).toHaveValue('13:4')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await expect(line(page, 'line 4321.')).toBeInViewport()
})

test('Ctrl-K leads to a step of the log and to an error', async ({ page }) => {
  await page.goto('/images')
  const failed = page.getByRole('row').getByRole('link', { name: 'hpc-al2023-3-14-0', exact: true })
  await failed.click()
  await page.getByRole('link', { name: 'Log', exact: true }).click()
  const outline = page.getByRole('button', { name: 'Outline' })
  await expect(outline).toBeVisible()
  await page.keyboard.press('Control+k')
  const errors = palette(page).getByRole('group', { name: 'Errors' }).getByRole('option')
  await expect(palette(page).getByRole('group', { name: 'Steps' }).getByRole('option')).not.toHaveCount(0)
  await errors.first().click()
  await expect(palette(page)).toBeHidden()
  await expect(log(page).locator('[data-current]')).toBeInViewport()
})

test('the palette holds the focus, gives it back, and is accessible in both schemes', async ({
  page,
  aws,
}) => {
  const { path } = await logFromMidday((way, body) => aws.post(way, body))
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(path)
    await expect(line(page, 'line 6000.')).toBeVisible()
    await log(page).focus()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('lin')
    await expect(palette(page).getByRole('option').first()).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(palette(page)).toBeHidden()
    await expect(log(page)).toBeFocused()
  }
})
