import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { findBox, line, linkOf, log, numbered, numberedLog, openLog, openMenu, status } from './log-page'

const failed = '/images/hpc-al2023-3-14-0/logstreams/3.14.0/1'
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())

for (const [width, height, most] of [
  [1440, 900, 150],
  [1024, 768, 192],
  [390, 844, 211],
] as const) {
  test(`at ${width} × ${height} the first line is above ${most} px, and nothing moves it`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height })
    await page.goto(failed)
    await expect(log(page)).toBeVisible()
    const top = async () => (await log(page).boundingBox())?.y
    const before = await top()
    expect(before).toBeLessThanOrEqual(most)
    await expect(page.getByText(/kernel/).first()).toBeVisible()
    await findBox(page).fill('error')
    await expect(status(page)).toContainText(/of|match|so far/)
    await page.getByRole('button', { name: 'Only matches' }).click()
    expect(await top()).toBe(before)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  })
}

test('the outline of a failed build stands open, its good steps as one row and the failed one in view', async ({
  page,
}) => {
  await page.goto(failed)
  const outline = page.getByRole('navigation', { name: 'Outline' })
  await expect(outline.getByRole('link', { name: /^failed: / }).first()).toBeInViewport()
  await expect(outline.getByRole('button', { name: /\d+ steps/ }).first()).toBeVisible()
  await page.setViewportSize({ width: 1200, height: 900 })
  await expect(outline).toBeHidden()
})

test('a click on a line’s number copies its link', async ({ page, aws, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const made = await numberedLog(aws, { lines: 30 })
  await openLog(page, made.path, 'line 30.')
  const link = linkOf(page, 'line 12.')
  await expect(link).toHaveAttribute('data-number', '12')
  await link.click({ position: { x: 24, y: 8 } })
  await expect(status(page)).toHaveText('The link to this line is copied')
  expect(await clipboard(page)).toContain(`at=${new Date(made.startTime + 1_100).toISOString()}`)
})

test('Ctrl-A and Ctrl-C copy the log, not what happens to be drawn, and say so', async ({
  page,
  aws,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const made = await numberedLog(aws, { lines: 300 })
  await openLog(page, made.path, 'line 300.')
  await log(page).focus()
  await page.keyboard.press('Control+a')
  await expect(status(page)).toHaveText('All 300 events are selected: Ctrl C copies them')
  await page.keyboard.press('Control+c')
  expect(await clipboard(page)).toBe(numbered(300, 'line').join('\n'))
})

test('a marked range is copied whole, however much of it is loaded', async ({ page, aws, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const made = await numberedLog(aws, { lines: 20_000 })
  const at = (n: number) => new Date(made.startTime + (n - 1) * 100).toISOString()
  await page.goto(`${made.path}?at=${at(101)}..${at(15_100)}`)
  await expect(page.getByText(/goes on beyond/)).toBeVisible()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible()
  const lines = (await clipboard(page)).split('\n')
  expect([lines.length, lines[0], lines.at(-1)]).toEqual([15_000, 'line 101.', 'line 15100.'])
})

test('times in an address are understood as the API does, or refused in words', async ({ page, aws }) => {
  const startTime = Date.parse('2026-03-01T10:00:00.000Z')
  const made = await numberedLog(aws, { startTime, lines: 100, everyMs: 1_000 })
  // The tests' browser sits in Kolkata: no zone is UTC there too.
  for (const [start, end] of [
    ['2026-03-01T10:00:10', '2026-03-01T10:00:20'],
    ['20260301T100010Z', '1772359220'],
    ['2026-03-01T15:30:10+05:30', '2026-03-01T10:00:20.000Z'],
  ]) {
    await page.goto(`${made.path}?startTime=${start}&endTime=${end}`)
    await expect(log(page).locator('.log-text')).toHaveCount(10)
    await expect(line(page, 'line 11.')).toBeVisible()
  }
  await page.goto(`${made.path}?startTime=hello%207`)
  await expect(page.getByRole('note')).toContainText('startTime in the address is not a time: “hello 7”')
  await expect(line(page, 'line 100.')).toBeVisible()
})

test('a browser that keeps nothing shows the log all the same', async ({ page, aws }) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
    }
  })
  const made = await numberedLog(aws, { lines: 20 })
  await openLog(page, made.path, 'line 20.')
  await page.keyboard.press('w')
  await openMenu(page, 'View')
  await expect(page.getByRole('button', { name: 'Wrap' })).toHaveAttribute('aria-pressed', 'true')
})

test('keys work on layouts without Latin letters, and single ones can be switched off', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 20 })
  await openLog(page, made.path, 'line 20.')
  const press = (key: string, code: string) =>
    page.evaluate(
      (init) =>
        document.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })),
      { key, code },
    )
  await press('о', 'KeyJ')
  await press('о', 'KeyJ')
  await expect(log(page).locator('[data-current]')).toContainText('line 2.')
  await openMenu(page, 'View')
  await page.getByRole('button', { name: 'Single-letter keys' }).click()
  await page.keyboard.press('Escape')
  await press('о', 'KeyJ')
  await expect(log(page).locator('[data-current]')).toContainText('line 2.')
  await page.keyboard.press('ArrowDown')
  await expect(log(page).locator('[data-current]')).toContainText('line 3.')
})

test('who selects text reads: it leaves Follow, and the selection survives what arrives', async ({
  page,
  aws,
}) => {
  const build = await numberedLog(aws, { lines: 3_000, running: true, startTime: Date.now() - 400_000 })
  await openLog(page, build.path, 'line 3000.')
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true')
  const [from, to] = [
    await line(page, 'line 2995.').locator('.log-text').boundingBox(),
    await line(page, 'line 2997.').locator('.log-text').boundingBox(),
  ]
  await page.mouse.move((from?.x ?? 0) + 9, (from?.y ?? 0) + 9)
  await page.mouse.down()
  await page.mouse.move((to?.x ?? 0) + 60, (to?.y ?? 0) + 9, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false')
  const selected = () => page.evaluate(() => document.getSelection()?.toString() ?? '')
  const before = await selected()
  expect(before).toContain('line 2996.')
  // The page may tell of its position at any time: the reader has not moved.
  await log(page).dispatchEvent('scroll')
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false')
  await build.write(numbered(60, 'fresh'))
  await expect(page.getByRole('button', { name: '60 new lines' })).toBeVisible()
  expect(await selected()).toBe(before)
})

test('the end of a line of wide characters can be reached', async ({ page, aws }) => {
  const made = await numberedLog(aws)
  await made.write([`${'日本語'.repeat(110)}終`, `${'🚀'.repeat(300)}!`])
  await openLog(page, made.path, '終')
  const hidden = await log(page).evaluate((box) => {
    box.scrollLeft = box.scrollWidth
    const ends = [...box.querySelectorAll('.log-text')].map((text) => {
      const range = document.createRange()
      range.selectNodeContents(text)
      return range.getBoundingClientRect().right
    })
    return Math.max(...ends) - box.getBoundingClientRect().right
  })
  expect(hidden).toBeLessThan(0)
})

test('printing prints the marked lines, with image, stream and times', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 2_000 })
  const at = (n: number) => new Date(made.startTime + (n - 1) * 100).toISOString()
  await openLog(page, `${made.path}?at=${at(1_001)}..${at(1_400)}`, 'line 1001.')
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
  const sheet = page.getByRole('region', { name: 'Log' })
  await expect(sheet.getByRole('heading', { name: `${made.imageId} 3.14.0/1` })).toBeVisible()
  await expect(sheet.getByText(/400 selected lines, from 20/)).toBeVisible()
  await expect(sheet.getByText(`${at(1_001).slice(0, -1).replace('T', ' ')}  line 1001.`)).toBeVisible()
  await expect(log(page)).toBeHidden()
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
  await expect(sheet.getByRole('heading')).toHaveCount(0)
})

test('in forced colours marked, current and bookmarked lines and pressed buttons are told apart', async ({
  page,
  aws,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const made = await numberedLog(aws, { lines: 40 })
  const at = (n: number) => new Date(made.startTime + (n - 1) * 100).toISOString()
  await openLog(page, `${made.path}?at=${at(20)}`, 'line 20.')
  await linkOf(page, 'line 30.').click()
  await page.keyboard.press('j')
  const outline = (text: string) => line(page, text).evaluate((row) => getComputedStyle(row).outlineStyle)
  expect(await outline('line 30.')).toBe('solid')
  expect(await outline('line 31.')).toBe('dashed')
  expect(await outline('line 10.')).toBe('none')
  await page.getByRole('button', { name: 'Match case' }).click()
  const pressed = page.getByRole('button', { name: 'Match case' })
  expect(await pressed.evaluate((button) => getComputedStyle(button).outlineStyle)).toBe('solid')
})
