import type { Page } from '@playwright/test'
import { seriousViolations } from './axe'
import type { EmbeddedAws } from './embedded-aws'
import { expect, test } from './fixtures'
import { openMenu } from './log-page'

const logStreamName = '3.14.0/1'
const minute = 60_000

let made = 0

/** A finished log of its own, and the address of its page. */
async function logOf(aws: EmbeddedAws, events: { timestamp: number; message: string }[]) {
  const imageId = `extras-${Date.now()}-${made++}`
  await aws.post('events', {
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName,
    events,
  })
  return { imageId, path: `/images/${imageId}/logstreams/${logStreamName}` }
}

/** `line 1.` to `line {count}.`, a second apart, an hour and more ago; some lines may say something else. */
const numbered = (count: number, say: (n: number) => string = (n) => `line ${n}.`) => {
  const start = Date.parse(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`) - 24 * 60 * minute
  return Array.from({ length: count }, (_, index) => ({
    timestamp: start + index * 1000,
    message: say(index + 1),
  }))
}

const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const rows = (page: Page) => log(page).locator('.log-row')
const line = (page: Page, text: string) => rows(page).filter({ hasText: text })
const status = (page: Page) => page.getByRole('region', { name: 'Log' }).getByRole('status')
const current = (page: Page) => log(page).locator('[data-current]')
const topOf = async (page: Page, text: string) => (await line(page, text).boundingBox())?.y

test('s and S jump from silence to silence and say how long it lasted', async ({ page, aws }) => {
  const events = numbered(2_000).map((event, index) => ({
    ...event,
    timestamp: event.timestamp + (index >= 300 ? 7 * minute : 0) + (index >= 1_500 ? 20 * minute : 0),
  }))
  const { path } = await logOf(aws, events)
  await page.goto(path)
  await expect(line(page, 'line 2000.')).toBeVisible()
  await log(page).focus()
  await page.keyboard.press('S')
  await expect(current(page)).toContainText('line 1501.')
  await expect(status(page)).toHaveText('20 min 1 s without output')
  await page.keyboard.press('S')
  await expect(current(page)).toContainText('line 301.')
  await expect(line(page, '7 min 1 s without output')).toBeInViewport()
  await page.keyboard.press('S')
  await expect(status(page)).toContainText('No earlier silence')
  await page.keyboard.press('s')
  await expect(current(page)).toContainText('line 1501.')
})

test('“5 above” shows exactly the five lines before the next match', async ({ page, aws }) => {
  const { path } = await logOf(
    aws,
    numbered(60, (n) => (n === 10 || n === 40 ? `needle ${n}.` : `line ${n}.`)),
  )
  await page.goto(`${path}?q=needle&only=0`)
  const shown = () =>
    rows(page)
      .allInnerTexts()
      .then((texts) => texts.map(plainly))
  await expect(rows(page)).toHaveCount(5)
  await line(page, '29 lines hidden').getByRole('button', { name: '5 above' }).click()
  await expect(rows(page)).toHaveCount(10)
  expect(await shown()).toEqual([
    '9 lines hidden',
    'needle 10.',
    '24 lines hidden',
    ...[35, 36, 37, 38, 39].map((n) => `line ${n}.`),
    'needle 40.',
    '20 lines hidden',
  ])
  await line(page, '24 lines hidden').getByRole('button', { name: 'all' }).click()
  await expect(line(page, 'lines hidden')).toHaveCount(2)
  await page.getByRole('combobox', { name: 'Lines around each match' }).selectOption('5')
  await expect(page).toHaveURL(/[?&]only=5/)
  await page.reload()
  await expect(line(page, 'line 35.')).toBeVisible()
  await expect(line(page, 'line 34.')).toHaveCount(0)
})

/** A row's text without its time and its buttons. */
const plainly = (text: string) =>
  text
    .replace(/^[\d:.]{12}\s*/, '')
    .replace(/ · .*/, '')
    .trim()

test('removing the filter keeps the line one stands on where it is', async ({ page, aws }) => {
  const { path } = await logOf(
    aws,
    numbered(900, (n) => (n % 30 === 0 ? `needle ${n}.` : `line ${n}.`)),
  )
  await page.goto(`${path}?q=needle&only=0`)
  await expect(line(page, 'needle 900.')).toBeVisible()
  await log(page).focus()
  for (let press = 0; press < 4; press++) await page.keyboard.press('N')
  await expect(line(page, 'needle').locator('mark[data-here]')).toHaveCount(1)
  const text = await line(page, 'needle')
    .filter({ has: page.locator('mark[data-here]') })
    .innerText()
  const hit = /needle \d+\./.exec(text)?.[0] ?? ''
  const before = await topOf(page, hit)
  await page.keyboard.press('m')
  await expect(line(page, 'lines hidden')).toHaveCount(0)
  await expect(async () => expect(await topOf(page, hit)).toBe(before)).toPass()
  expect(before).toBeDefined()
})

test('212 equal lines are one row that opens; find counts and links reach each of them', async ({
  page,
  aws,
}) => {
  const events = numbered(400, (n) => (n > 100 && n <= 312 ? 'still waiting' : `line ${n}.`))
  const { path } = await logOf(aws, events)
  await page.goto(`${path}?at=${new Date(events[99]?.timestamp ?? 0).toISOString()}`)
  await expect(line(page, 'line 313.')).toBeVisible()
  await expect(line(page, 'still waiting')).toHaveCount(1)
  await expect(line(page, 'still waiting')).toContainText('× 212')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('still waiting')
  await expect(status(page)).toHaveText('1 of 212')
  await expect(line(page, 'still waiting')).toHaveCount(1)

  await line(page, 'still waiting')
    .getByRole('link', { name: /^Link to line/ })
    .click()
  await page.evaluate(() => document.getSelection()?.removeAllRanges())
  expect(await copied(page)).toBe(Array(212).fill('still waiting').join('\n'))

  await line(page, 'still waiting')
    .getByRole('button', { name: /Repeated 212 times/ })
    .click()
  await expect(line(page, 'line 313.')).toHaveCount(0)
  await page.goto(`${path}?at=${new Date(events[200]?.timestamp ?? 0).toISOString()}`)
  await expect(log(page).locator('[data-marked]')).toContainText('still waiting')
  await expect(log(page).locator('[data-marked]')).toHaveAttribute('data-row', '200')
})

/** What Ctrl-C puts on the clipboard. */
const copied = (page: Page) =>
  page.evaluate(() => {
    const clipboardData = new DataTransfer()
    document.dispatchEvent(new ClipboardEvent('copy', { clipboardData }))
    return clipboardData.getData('text/plain')
  })

test('the CLI commands name the same group, stream, region and times', async ({ page, aws }) => {
  const events = numbered(100)
  const { imageId, path } = await logOf(aws, events)
  const [start = 0, end = 0] = [events[10]?.timestamp, events[20]?.timestamp]
  await page.goto(`${path}?startTime=${new Date(start).toISOString()}&endTime=${new Date(end).toISOString()}`)
  await expect(line(page, 'line 20.')).toBeVisible()
  await page.keyboard.press('$')
  const dialog = page.getByRole('dialog', { name: 'CLI commands' })
  const group = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  const command = (endTime: number) =>
    `aws logs get-log-events --log-group-name ${group} --log-stream-name ${logStreamName} ` +
    `--start-time ${start} --end-time ${endTime} --start-from-head --region us-east-1`
  await expect(dialog.getByText(command(end - 999))).toBeVisible()
  await dialog.getByRole('button', { name: 'Time range' }).click()
  await expect(dialog.getByText(command(end))).toBeVisible()
  await expect(dialog.getByText(`pcluster get-image-log-events --image-id ${imageId}`)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('bookmarks and their notes are in the address, and make a report with one working link each', async ({
  page,
  aws,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { path } = await logOf(aws, numbered(5_000))
  await page.goto(path)
  await line(page, 'line 4990.')
    .getByRole('link', { name: /^Link to line/ })
    .click()
  await page.keyboard.press('b')
  const panel = page.getByRole('complementary', { name: 'Bookmarks' })
  await panel.getByPlaceholder('Note').fill('where; it \\ began')
  await panel.getByPlaceholder('Note').press('Enter')
  await expect(page).toHaveURL(/began/)
  await line(page, 'line 4980.')
    .getByRole('link', { name: /^Link to line/ })
    .click()
  await page.keyboard.press('b')
  await expect(panel.getByRole('listitem')).toHaveCount(2)
  await expect(log(page).locator('[data-bookmark]')).toHaveCount(2)
  await expect(page.locator('[data-kind="bookmark"]')).toHaveCount(2)

  // Another reader, at the other end of the log: the lines are not loaded and still quoted.
  const address = new URL(page.url())
  address.searchParams.delete('at')
  const reader = await context.newPage()
  await reader.goto(`${address.href}&at=${new Date(numbered(1)[0]?.timestamp ?? 0).toISOString()}`)
  const theirs = reader.getByRole('complementary', { name: 'Bookmarks' })
  await expect(theirs.getByRole('listitem').last()).toContainText('line 4990.')
  await expect(theirs.getByPlaceholder('Note').last()).toHaveValue('where; it \\ began')
  await theirs.getByRole('button', { name: 'Copy report' }).click()
  const report = await reader.evaluate(() => navigator.clipboard.readText())
  expect(report).toContain('where; it \\\\ began')
  expect(report).toContain('   line 4980.')
  const links = [...report.matchAll(/\]\((http\S+)\)/g)].map(([, link]) => link ?? '')
  expect(links).toHaveLength(3)
  await reader.goto(links[1] ?? '')
  await expect(log(reader).locator('[data-marked]')).toContainText('line 4980.')
})

test('t makes a line the zero of the times, for everybody who opens the address', async ({ page, aws }) => {
  const events = numbered(300)
  const { path } = await logOf(aws, events)
  await page.goto(`${path}?at=${new Date(events[89]?.timestamp ?? 0).toISOString()}`)
  const time = (text: string) => line(page, text).getByRole('link', { name: /^Link to line/ })
  await time('line 90.').click()
  await page.keyboard.press('t')
  await expect(time('line 90.')).toHaveText('0:00')
  await page.reload()
  await expect(time('line 90.')).toHaveText('0:00')
  await log(page).focus()
  await page.keyboard.press('End')
  await expect(time('line 290.')).toHaveText('+3:20')
  await page.keyboard.press('Home')
  await expect(time('line 1.')).toHaveText('-1:29')
  await openMenu(page, 'View')
  await page.getByRole('combobox', { name: 'Times' }).selectOption('UTC')
  await expect(page).not.toHaveURL(/ref=/)
  await expect(time('line 10.')).toHaveText('00:00:09.000')
})

test('bookmarks, commands, repeats and hidden lines are accessible in both schemes', async ({
  page,
  aws,
}) => {
  const events = numbered(200, (n) => (n > 120 && n < 180 ? 'still waiting' : `line ${n}.`))
  const { path } = await logOf(aws, events)
  const at = (n: number) => new Date(events[n - 1]?.timestamp ?? 0).toISOString()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${path}?at=${at(110)}&bookmarks=${(events[110]?.timestamp ?? 0).toString(36)}:why`)
    await expect(line(page, 'still waiting')).toContainText('× 59')
    await expect(page.getByRole('complementary', { name: 'Bookmarks' })).toContainText('line 111.')
    expect(await seriousViolations(page)).toEqual([])
    await page.goto(`${path}?q=line%20110&only=2`)
    await expect(line(page, 'lines hidden')).toHaveCount(2)
    expect(await seriousViolations(page)).toEqual([])
    await page.keyboard.press('$')
    await expect(page.getByRole('dialog', { name: 'CLI commands' })).toBeVisible()
    expect(await seriousViolations(page)).toEqual([])
  }
})
