import { expect, test } from './fixtures'
import { line, linkOf, log, logCalls, numberedLog, openLog, openMenu } from './log-page'

test('a log opens at its end, and Home and End reach its first and its last line', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 50_000 })
  await openLog(page, made.path, 'line 50000.')
  await expect(page.getByText('End of log')).toBeVisible()
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 1.')).toBeInViewport()
  await expect(page.getByText('Beginning of log')).toBeVisible()
  await page.keyboard.press('End')
  await expect(line(page, 'line 50000.')).toBeInViewport()
})

test('Home stays at the beginning on a slow machine, whatever is drawn again meanwhile', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 20_000 })
  const session = await page.context().newCDPSession(page)
  const outline = page.waitForResponse((response) => response.url().includes('/outline'))
  await openLog(page, made.path, 'line 20000.')
  await session.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 1.')).toBeInViewport()
  // The outline comes after the lines, and draws everything once more.
  await outline
  for (const key of ['w', 'w', 'o', 'o']) await page.keyboard.press(key)
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  await expect(line(page, 'line 1.')).toBeInViewport()
})

test('scrolling up reaches the first line, every line once and in order', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 4_000 })
  await openLog(page, made.path, 'line 4000.')
  await log(page).focus()
  const seen = new Set<number>()
  for (let turn = 0; turn < 400 && !seen.has(1); turn++) {
    const texts = await log(page).locator('.log-text').allInnerTexts()
    const numbers = texts.map((text) => Number(/line (\d+)\./.exec(text)?.[1]))
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
    for (const number of numbers) seen.add(number)
    await page.keyboard.press('PageUp')
    // The list draws what it scrolled to in the frames that follow.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }
  expect(seen.size).toBe(4_000)
})

test('a link far from both ends opens cold in the middle with few calls', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 40_000, everyMs: 50 })
  await aws.delete('calls')
  await page.goto(`${made.path}?at=${new Date(made.startTime + 20_000 * 50).toISOString()}`)
  const marked = log(page).locator('[data-marked]')
  await expect(marked).toContainText('line 20001.')
  expect(await logCalls(aws)).toBeLessThanOrEqual(4)
  const [row, box] = await Promise.all([marked.boundingBox(), log(page).boundingBox()])
  const place = ((row?.y ?? 0) - (box?.y ?? 0)) / (box?.height ?? 1)
  expect(place).toBeGreaterThan(1 / 3)
  expect(place).toBeLessThan(2 / 3)
})

test('a link tells equal timestamps apart, also after the log has grown', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 200, everyMs: 10, perTimestamp: 20 })
  const at = `${new Date(made.startTime + 50).toISOString()}~6`
  await page.goto(`${made.path}?at=${at}`)
  await expect(log(page).locator('[data-marked]')).toContainText('line 107.')
  await aws.post('streams', { ...made.where, lines: 5_000, startTime: made.startTime + 10_000 })
  await page.reload()
  await expect(log(page).locator('[data-marked]')).toContainText('line 107.')
})

test('a link whose line is not there says so and lands beside it', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 100 })
  await page.goto(`${made.path}?at=${new Date(made.startTime + 5_030).toISOString()}`)
  await expect(log(page).locator('[data-marked]')).toContainText('line 51.')
  await expect(page.getByRole('note')).toContainText('No line at that exact time; showing the nearest.')
})

test('a click marks a line, a shift-click a range, and both survive a reload', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 30 })
  await page.goto(made.path)
  const href = await linkOf(page, 'line 10.').getAttribute('href')
  await linkOf(page, 'line 10.').click()
  const at = new URL(href ?? '', page.url()).searchParams.get('at')
  await expect(page).toHaveURL((url) => url.searchParams.get('at') === at)
  await linkOf(page, 'line 20.').click({ modifiers: ['Shift'] })
  await expect(log(page).locator('[data-marked]')).toHaveCount(11)
  await page.reload()
  await expect(log(page).locator('[data-marked]')).toHaveCount(11)
  await expect(log(page).locator('[data-marked]').first()).toContainText('line 10.')
})

test('a time range is half-open to the millisecond and stays in the address', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 1_000 })
  await page.goto(made.path)
  await openMenu(page, 'Time')
  await page.getByLabel('Start time').fill(new Date(made.startTime + 10_000).toISOString())
  await page.getByLabel('End time').fill(new Date(made.startTime + 11_000).toISOString())
  await page.getByLabel('End time').press('Enter')
  await expect(log(page).locator('.log-row')).toHaveCount(10)
  await expect(line(page, 'line 101.')).toBeVisible()
  await page.reload()
  await expect(log(page).locator('.log-row')).toHaveCount(10)
})
