import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const logStreamName = '3.14.0/1'
const hour = 3_600_000

let made = 0
const newImage = () => `numbered-${Date.now()}-${made++}`

const groupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`
const logOf = (imageId: string, query = '') => `/images/${imageId}/logstreams/${logStreamName}${query}`
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const line = (page: Page, text: string) => log(page).locator('.log-row').filter({ hasText: text })

test('a log opens at its end, and Home and End reach its first and its last line', async ({ page, aws }) => {
  const imageId = newImage()
  await aws.post('streams', {
    logGroupName: groupOf(imageId),
    logStreamName,
    lines: 50_000,
    template: 'line {n}.',
  })
  await page.goto(logOf(imageId))
  await expect(line(page, 'line 50000.')).toBeVisible()
  await expect(page.getByText('End of log')).toBeVisible()
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 1.')).toBeVisible()
  await expect(page.getByText('Beginning of log')).toBeVisible()
  await page.keyboard.press('End')
  await expect(line(page, 'line 50000.')).toBeVisible()
})

test('scrolling up reaches the first line, every line once and in order', async ({ page, aws }) => {
  const imageId = newImage()
  await aws.post('streams', {
    logGroupName: groupOf(imageId),
    logStreamName,
    lines: 4_000,
    template: 'line {n}.',
  })
  await page.goto(logOf(imageId))
  await expect(line(page, 'line 4000.')).toBeVisible()
  await log(page).focus()
  const seen = new Set<number>()
  for (let turn = 0; turn < 400 && !seen.has(1); turn++) {
    const numbers = (await log(page).locator('.log-row').allInnerTexts()).map((text) =>
      Number(/line (\d+)\./.exec(text)?.[1]),
    )
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
    for (const number of numbers) seen.add(number)
    await page.keyboard.press('PageUp')
    // The list draws what it scrolled to in the frames that follow.
    await page.evaluate(() => new Promise((done) => setTimeout(done, 60)))
  }
  expect(seen.size).toBe(4_000)
})

test('a link far from both ends opens cold in the middle with few calls', async ({ page, aws }) => {
  const imageId = newImage()
  const startTime = Date.now() - hour
  const where = { logGroupName: groupOf(imageId), logStreamName }
  await aws.post('streams', { ...where, lines: 40_000, startTime, everyMs: 50, template: 'line {n}.' })
  await aws.delete('calls')
  await page.goto(logOf(imageId, `?at=${new Date(startTime + 20_000 * 50).toISOString()}`))
  const marked = log(page).locator('[data-marked]')
  await expect(marked).toContainText('line 20001.')
  const { byOperation } = await aws.get<{ byOperation: Record<string, number> }>('calls')
  expect(byOperation.GetLogEvents).toBeLessThanOrEqual(4)
  const [row, box] = await Promise.all([marked.boundingBox(), log(page).boundingBox()])
  const place = ((row?.y ?? 0) - (box?.y ?? 0)) / (box?.height ?? 1)
  expect(place).toBeGreaterThan(1 / 3)
  expect(place).toBeLessThan(2 / 3)
})

test('a link tells equal timestamps apart, also after the log has grown', async ({ page, aws }) => {
  const imageId = newImage()
  const where = { logGroupName: groupOf(imageId), logStreamName }
  const startTime = Date.now() - hour
  await aws.post('streams', {
    ...where,
    lines: 200,
    startTime,
    everyMs: 10,
    perTimestamp: 20,
    template: 'line {n}.',
  })
  const at = `${new Date(startTime + 50).toISOString()}~6`
  await page.goto(logOf(imageId, `?at=${at}`))
  await expect(log(page).locator('[data-marked]')).toContainText('line 107.')
  await aws.post('streams', { ...where, lines: 5_000, startTime: startTime + 10_000, template: 'more {n}.' })
  await page.reload()
  await expect(log(page).locator('[data-marked]')).toContainText('line 107.')
})

test('a click marks a line, a shift-click a range, and both survive a reload', async ({ page, aws }) => {
  const imageId = newImage()
  await aws.post('streams', {
    logGroupName: groupOf(imageId),
    logStreamName,
    lines: 30,
    template: 'line {n}.',
  })
  await page.goto(logOf(imageId))
  const link = (text: string) => line(page, text).getByRole('link', { name: /^Link to line / })
  await link('line 10.').click()
  await expect(page).toHaveURL(/[?&]at=/)
  await link('line 20.').click({ modifiers: ['Shift'] })
  await expect(log(page).locator('[data-marked]')).toHaveCount(11)
  await page.reload()
  await expect(log(page).locator('[data-marked]')).toHaveCount(11)
})

test('find counts the whole stream and brings hits into view that were never loaded', async ({
  page,
  aws,
}) => {
  const imageId = newImage()
  const where = { logGroupName: groupOf(imageId), logStreamName }
  const startTime = Date.now() - hour
  await aws.post('streams', { ...where, lines: 20_000, startTime, everyMs: 10, template: 'line {n}.' })
  const events = [5, 9_000, 19_990].map((n) => ({
    timestamp: startTime + n * 10 + 1,
    message: 'a Needle here',
  }))
  await aws.post('events', { ...where, events })
  await page.goto(logOf(imageId))
  await expect(line(page, 'line 20000.')).toBeVisible()
  await page.keyboard.press('Control+f')
  await expect(page.getByRole('searchbox', { name: 'Find in log' })).toBeFocused()
  await page.keyboard.type('needle')
  await expect(page.getByRole('status')).toHaveText('3 of 3')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toHaveText('1 of 3')
  await expect(line(page, 'a Needle here')).toBeVisible()
  await page.keyboard.press('Shift+Enter')
  await expect(page.getByRole('status')).toHaveText('3 of 3')
  await page.getByRole('searchbox').fill('no such thing')
  await expect(page.getByRole('status')).toContainText('No matches')
})

test('a time range is half-open to the millisecond and stays in the address', async ({ page, aws }) => {
  const imageId = newImage()
  const startTime = Date.now() - hour
  const where = { logGroupName: groupOf(imageId), logStreamName }
  await aws.post('streams', { ...where, lines: 1_000, startTime, everyMs: 100, template: 'line {n}.' })
  await page.goto(logOf(imageId))
  await page.getByLabel('Start time').fill(new Date(startTime + 10_000).toISOString())
  await page.getByLabel('End time').fill(new Date(startTime + 11_000).toISOString())
  await page.getByLabel('End time').press('Enter')
  await expect(log(page).locator('.log-row')).toHaveCount(10)
  await expect(line(page, 'line 101.')).toBeVisible()
  await page.reload()
  await expect(log(page).locator('.log-row')).toHaveCount(10)
})

test('nothing in a log is ever markup', async ({ page, aws }) => {
  const imageId = newImage()
  const where = { logGroupName: groupOf(imageId), logStreamName }
  const message =
    '<script>document.title="owned"</script> \u001b[31mred\u001b[0m https://example.com/a. javascript:x'
  await aws.post('events', { ...where, events: [{ timestamp: Date.now() - hour, message }] })
  await page.goto(logOf(imageId))
  await expect(line(page, '<script>document.title="owned"</script> red')).toBeVisible()
  const links = log(page).locator('.log-text a')
  await expect(links).toHaveCount(1)
  await expect(links).toHaveAttribute('href', 'https://example.com/a')
  await expect(links).toHaveAttribute('rel', /noopener/)
})
