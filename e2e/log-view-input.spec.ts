import { seriousViolations } from './axe'
import { expect, test } from './fixtures'
import { findBox, line, linkOf, log, numbered, numberedLog, openLog, openMenu, topLine } from './log-page'

test('the keys move, mark and link: arrows and j and k to a line, Enter puts it into the address', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 2_000 })
  await openLog(page, made.path, 'line 2000.')
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 1.')).toBeInViewport()
  const current = log(page).locator('[data-current]')
  await page.keyboard.press('ArrowDown')
  await expect(current).toContainText('line 1.')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(current).toContainText('line 2.')
  await page.keyboard.press('Enter')
  const at = new Date(made.startTime + 100).toISOString()
  await expect(page).toHaveURL((url) => url.searchParams.get('at') === at)
  await expect(log(page).locator('[data-marked]')).toContainText('line 2.')
  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/at=/)
  await page.keyboard.press('PageDown')
  await expect(line(page, 'line 2.')).not.toBeInViewport()
  await page.keyboard.press('PageUp')
  await expect(line(page, 'line 2.')).toBeInViewport()
  await page.keyboard.press('G')
  await expect(line(page, 'line 2000.')).toBeInViewport()
})

test('Tab reaches a line, Enter marks it, and Tab goes on out of the log', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 500 })
  await openLog(page, made.path, 'line 500.')
  await log(page).focus()
  await page.keyboard.press('Tab')
  const focused = page.locator(':focus')
  await expect(focused).toHaveAccessibleName(/^Link to line /)
  const href = await focused.getAttribute('href')
  await page.keyboard.press('Enter')
  const at = new URL(href ?? '', page.url()).searchParams.get('at')
  await expect(page).toHaveURL((url) => url.searchParams.get('at') === at)
  await expect(log(page).locator('[data-marked]')).toHaveCount(1)
  for (let turn = 0; turn < 12; turn++) {
    await page.keyboard.press('Tab')
    if (!(await log(page).evaluate((box) => box.contains(document.activeElement)))) return
  }
  throw new Error('Tab is trapped in the log')
})

test('the help lists every key, and single keys are silent while somebody types', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 100 })
  await openLog(page, made.path, 'line 100.')
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  for (const key of [
    'j',
    'k',
    'g',
    'G',
    'f',
    'e',
    'E',
    'n',
    'N',
    'm',
    'w',
    'o',
    '?',
    '/',
    'Enter',
    'Esc',
    'Ctrl F',
  ]) {
    await expect(
      help.locator('kbd').filter({ hasText: new RegExp(`^${key.replace(/[?/]/, '\\$&')}$`) }),
    ).toHaveCount(1)
  }
  await page.keyboard.press('w')
  await page.keyboard.press('Escape')
  await expect(help).toHaveCount(0)
  await page.keyboard.press('/')
  await expect(findBox(page)).toBeFocused()
  await page.keyboard.type('wofemgGjk?')
  await expect(findBox(page)).toHaveValue('wofemgGjk?')
  await openMenu(page, 'View')
  await expect(page.getByRole('button', { name: 'Wrap' })).toHaveAttribute('aria-pressed', 'false')
  await expect(help).toHaveCount(0)
})

test('the log keeps the focus when Home and End read another part of it', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 30_000 })
  await openLog(page, made.path, 'line 30000.')
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 1.')).toBeInViewport()
  await expect(log(page)).toBeFocused()
  await page.keyboard.press('End')
  await expect(line(page, 'line 30000.')).toBeInViewport()
  await expect(log(page)).toBeFocused()
})

test('all of a view is in the address: it survives a reload, and Back undoes jumps, not keystrokes', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 2_000 })
  const start = new Date(made.startTime + 100_000).toISOString()
  await openLog(page, made.path, 'line 2000.')
  await openMenu(page, 'Time')
  await page.getByLabel('Start time').fill(start)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page).toHaveURL(/startTime=/)
  await expect(line(page, 'line 1980.')).toBeInViewport()
  await findBox(page).pressSequentially('line 19')
  await expect(page).toHaveURL(/q=line/)
  await linkOf(page, 'line 1990.').click()
  await expect(page).toHaveURL(/at=/)
  await linkOf(page, 'line 1980.').click()
  await page.reload()
  await expect(log(page).locator('[data-marked]')).toContainText('line 1980.')
  await expect(findBox(page)).toHaveValue('line 19')
  await expect(log(page).locator('mark').first()).toBeVisible()
  await openMenu(page, 'Time')
  await expect(page.getByLabel('Start time')).toHaveValue(start)
  await page.keyboard.press('Escape')
  await page.goBack()
  await expect(log(page).locator('[data-marked]')).toContainText('line 1990.')
  await page.goBack()
  await expect(log(page).locator('[data-marked]')).toHaveCount(0)
  await expect(findBox(page)).toHaveValue('line 19')
  await page.goBack()
  await expect(page).not.toHaveURL(/startTime/)
  await openMenu(page, 'Time')
  await expect(page.getByLabel('Start time')).toHaveValue('')
})

test('Back returns to the lines that were read, from a page of this tab and from another document', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 3_000 })
  await openLog(page, made.path, 'line 3000.')
  await log(page).hover()
  await page.mouse.wheel(0, -20_000)
  await expect(line(page, 'line 3000.')).toHaveCount(0)
  const topNow = async () => Number(/line (\d+)/.exec((await topLine(page)).text)?.[1])
  // Older lines come in front and are settled into: it has come to rest when it stays.
  const moved = async () => {
    const before = await topNow()
    await page.waitForTimeout(700)
    return (await topNow()) - before
  }
  await expect.poll(moved).toBe(0)
  const top = await topNow()
  const isThere = async () => Math.abs((await topNow()) - top) <= 1
  await page.getByRole('link', { name: 'Stack events', exact: true }).click()
  await expect(page).toHaveURL(/stackevents/)
  await expect(log(page)).toHaveCount(0)
  await page.goBack()
  await expect.poll(isThere).toBe(true)
  await page.goto('/images')
  await page.goBack()
  await expect.poll(isThere).toBe(true)
})

test('the time inputs take ISO 8601, what a picker gives, and presets; what is no time is said', async ({
  page,
  aws,
}) => {
  const startTime = Date.parse('2026-03-01T10:00:00.000Z')
  const made = await numberedLog(aws, { startTime, lines: 1_201, everyMs: 1_000 })
  await openLog(page, made.path, 'line 1201.')
  await openMenu(page, 'Time')
  const start = page.getByLabel('Start time')
  const end = page.getByLabel('End time')
  await start.fill('2026-03-01T10:00:10.001')
  await end.fill('2026-03-01T15:30:15.000+05:30')
  await end.press('Enter')
  await expect(page).toHaveURL(/startTime=2026-03-01T10:00:10.001Z&endTime=2026-03-01T10:00:15.000Z/)
  await expect(log(page).locator('.log-text')).toHaveText(['line 12.', 'line 13.', 'line 14.', 'line 15.'])
  // What the calendar behind its button writes when a day is picked.
  await page.locator('input[type="datetime-local"]').last().fill('2026-03-01T10:00:14.000')
  await expect(end).toHaveValue('2026-03-01T10:00:14')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(log(page).locator('.log-text')).toHaveText(['line 12.', 'line 13.', 'line 14.'])
  await end.fill('')
  await start.fill('soon')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'time' })).toContainText('“soon” is not a time')
  await page.getByRole('button', { name: 'Last 15 min' }).click()
  await expect(page).toHaveURL(/startTime=2026-03-01T10:05:00.000Z/)
  await expect(page.getByText('Beginning of the time range')).toBeAttached()
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 301.')).toBeInViewport()
  await page.reload()
  await openMenu(page, 'Time')
  await expect(start).toHaveValue('2026-03-01T10:05:00.000Z')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on a log in the ${colorScheme} scheme`, async ({ page, aws }) => {
    await page.emulateMedia({ colorScheme })
    const made = await numberedLog(aws, { lines: 300 })
    await openLog(page, `${made.path}?q=line%203`, 'line 300.')
    await linkOf(page, 'line 299.').click()
    await expect(page.getByText('1 event selected')).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
  })
}

test('a screen reader hears nothing while a log is scrolled, and a status at most every five seconds', async ({
  page,
  aws,
}) => {
  await page.clock.install()
  const made = await numberedLog(aws, { lines: 30_000 })
  await openLog(page, made.path, 'line 30000.')
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const live = element?.closest(
          '[role=status]:not([aria-live]), [role=alert], [aria-live=polite], [aria-live=assertive]',
        )
        if (live) heard.push(live.textContent ?? '')
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard.splice(0))
  await log(page).hover()
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -200)
  await expect(line(page, 'line 29900.')).toBeAttached()
  expect(await heard()).toEqual([])
  await findBox(page).pressSequentially('line 299')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.clock.fastForward(4_000)
  expect(await heard()).toHaveLength(1)
})

test('on a phone nothing overflows and every target is large enough', async ({ page, aws }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const made = await numberedLog(aws, { lines: 500, running: true })
  await openLog(page, made.path, 'line 500.')
  await log(page).hover()
  await page.mouse.wheel(0, -900)
  await made.write(numbered(3, 'fresh'))
  await expect(page.getByRole('button', { name: '3 new lines' })).toBeVisible()
  await findBox(page).fill('line')
  await openMenu(page, 'View')
  await expect(page.getByRole('button', { name: 'Wrap' })).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, a[href]')]
      .filter(
        (one) => one.checkVisibility() && !one.closest('.log-text') && one.textContent !== 'Skip to content',
      )
      .map((one) => ({
        name: one.getAttribute('aria-label') ?? one.textContent,
        box: one.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width < 24 || box.height < 24)
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  )
  expect(small).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Wrap' })).toBeHidden()
  const box = await log(page).boundingBox()
  expect(box?.height).toBeGreaterThan(844 / 2)
})
