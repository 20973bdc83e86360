import type { Page } from '@playwright/test'
import { seriousViolations } from './axe'
import { expect, test } from './fixtures'
import { manyResources } from './many-resources'

const failed = 'hpc-al2023-3-14-0'
const list = (page: Page) => page.getByRole('list', { name: 'Stack events' })
const row = (page: Page, name: RegExp) => list(page).getByRole('listitem', { name })

test('rows and their events are walked by the arrow keys, opened by Enter, and ? lists the keys', async ({
  page,
}) => {
  await page.goto(`/images/${failed}/stackevents`)
  await expect(row(page, /^ParallelClusterImage/)).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: `Details of ${failed}: CREATE_FAILED` })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const second = row(page, /^DeleteStackFunctionExecutionRole/)
  await expect(second.getByRole('button', { name: /^CREATE_IN_PROGRESS, .*, event 1 of 3$/ })).toBeFocused()
  await expect(page.getByRole('tooltip')).toContainText('AWS::IAM::Role')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/event=DeleteStackFunctionExecutionRole-CREATE_COMPLETE/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('button', { name: /^Details of InstanceRole/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(
    row(page, /^InstanceRole/).getByRole('link', { name: /^Log at CREATE_COMPLETE/ }),
  ).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing serious stands in the way of assistive technology (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(`/images/${failed}/stackevents`)
    await expect(page.getByRole('group', { name: 'Steps of the log' })).toBeVisible({ timeout: 30_000 })
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await seriousViolations(page)).toEqual([])
    await page.getByRole('button', { name: /^Details of ParallelClusterImage/ }).click()
    expect(await seriousViolations(page)).toEqual([])
    await page.keyboard.press('t')
    await expect(page.getByRole('table', { name: 'Events' })).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
  })
}

test('two fingers zoom and one pans on a phone, and nothing overflows', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const page = await context.newPage()
  await page.goto(`/images/${failed}/stackevents`)
  await expect(row(page, /^InstanceRole/)).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(overflow).toBeLessThanOrEqual(0)

  const touch = await context.newCDPSession(page)
  const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
    touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: xs.map((x, id) => ({ x, y: 330, id })),
    })
  await fingers('touchStart', 180, 220)
  await fingers('touchMove', 140, 260)
  await fingers('touchMove', 100, 300)
  await fingers('touchEnd')
  await expect(page).toHaveURL(/from=.*&to=/)
  const from = () => new URL(page.url()).searchParams.get('from')
  const zoomed = from()
  await fingers('touchStart', 100)
  await fingers('touchMove', 140)
  await fingers('touchMove', 260)
  await fingers('touchEnd')
  await expect.poll(from).not.toBe(zoomed)
  await context.close()
})

test('a long timeline prints whole, in light colours', async ({ page, aws }) => {
  await manyResources(aws, 'printed', 400)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/images/printed/stackevents')
  await expect(row(page, /^Resource0:/)).toBeVisible({ timeout: 30_000 })
  expect(await list(page).getByRole('listitem').count()).toBeLessThan(200)
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await expect(list(page).getByRole('listitem')).toHaveCount(401)
  const lightness = await page.evaluate(() => {
    const context = document.createElement('canvas').getContext('2d')
    if (!context) return 0
    context.fillStyle = getComputedStyle(
      document.body.querySelector('[data-span] button') ?? document.body,
    ).color
    context.fillRect(0, 0, 1, 1)
    return Math.max(...context.getImageData(0, 0, 1, 1).data.slice(0, 3))
  })
  expect(lightness).toBeLessThan(128)
})

test('the clock is zoomed by keys, and the view is in the address', async ({ page }) => {
  await page.goto(`/images/${failed}/stackevents`)
  await expect(list(page)).toBeVisible()
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect(page).toHaveURL(/from=.*&to=/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeEnabled()
  await page.keyboard.press('0')
  await expect(page).not.toHaveURL(/from=/)
})

test('in the middle of a long step its name stays in view', async ({ page }) => {
  const answer = await page.request.get(`/v3/images/custom/${failed}/stackevents`)
  const { events } = (await answer.json()) as { events: { resourceStatus: string; timestamp: string }[] }
  const end = Date.parse(events.find((event) => event.resourceStatus === 'CREATE_FAILED')?.timestamp ?? '')
  const time = (minutesBefore: number) => new Date(end - minutesBefore * 60_000).toISOString()
  await page.goto(`/images/${failed}/stackevents?from=${time(5)}&to=${time(4)}`)
  const bar = row(page, /^ParallelClusterImage/)
    .getByRole('link', { name: /^Log at InstallPClusterPackages/ })
    .first()
  await expect(bar.getByText('InstallPClusterPackages')).toBeInViewport({ ratio: 1, timeout: 30_000 })
})

test('ctrl and the wheel zoom about the pointer; the wheel alone scrolls', async ({ page }) => {
  await page.goto(`/images/${failed}/stackevents`)
  await row(page, /^InstanceRole/).hover()
  await page.mouse.wheel(0, 50)
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeDisabled()
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -300)
  await page.keyboard.up('Control')
  await expect(page.getByRole('button', { name: 'Zoom out' })).toBeEnabled()
})

test('idle time collapses and stretches again', async ({ page }) => {
  await page.goto('/images/chip-design-rhel8-3-12-0/stackevents')
  const toggle = page.getByRole('button', { name: 'Hide idle time' })
  await expect(toggle).toHaveAttribute('aria-pressed', 'false')
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/idle=collapsed/)
  const strip = page.getByTitle(/without an event, drawn narrow$/).first()
  expect((await strip.boundingBox())?.width).toBeLessThanOrEqual(60)
})

test('five thousand events: only what is seen is drawn, and the last one is reached', async ({
  page,
  aws,
}) => {
  await manyResources(aws, 'five-thousand', 1700)
  await page.goto('/images/five-thousand/stackevents')
  await expect(row(page, /^Resource0:/)).toBeVisible({ timeout: 30_000 })
  expect(await list(page).getByRole('listitem').count()).toBeLessThan(200)
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await expect(row(page, /^Resource1699:/)).toBeVisible()
  // The keys reach what is not drawn.
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Home')
  await expect(page.getByRole('button', { name: /^Details of five-thousand/ })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('button', { name: /^Details of Resource1699/ })).toBeFocused()
})
