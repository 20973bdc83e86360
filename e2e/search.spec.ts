import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { EmbeddedAws } from './embedded-aws'
import { freePort, type Running, start } from './processes'

const failed = 'hpc-al2023-3-14-0'
const line = 'Unable to find a match: kernel-devel'

const running: Running[] = []
let aws: EmbeddedAws
let url: string

test.beforeAll(async () => {
  test.setTimeout(240_000)
  const endpoint = await start(
    ['npx', 'tsx', 'e2e/aws-endpoint/main.ts'],
    {},
    /AWS endpoint: (http:\/\/127\.0\.0\.1:\d+)/,
  )
  running.push(endpoint)
  aws = new EmbeddedAws(endpoint.match[1] ?? '')
  const archive = mkdtempSync(join(tmpdir(), 'archive-'))
  const port = await freePort()
  const env = { ...aws.env, ARCHIVE: archive, INSIGHTS: 'true', PORT: String(port) }
  running.push(await start(['npm', 'start'], env, /Dashboard/))
  url = `http://127.0.0.1:${port}`
  const kept = () => readdirSync(archive, { recursive: true, encoding: 'utf8' }).join('\n')
  await expect.poll(kept, { timeout: 180_000 }).toMatch(new RegExp(`${failed}-logs-\\d{12}\\.tar\\.gz$`, 'm'))
})
test.afterAll(async () => {
  for (const each of running.reverse()) await each.stop()
})
test.beforeEach(async () => {
  test.setTimeout(180_000)
  await aws.delete('faults')
  await aws.delete('calls')
})

const started = async () => (await aws.get<{ calls: unknown[] }>('calls?operation=StartQuery')).calls.length

test('a text is found in the kept builds, the search is its address, and a hit opens the log at its line', async ({
  page,
}) => {
  await page.goto(`${url}/images`)
  await page.getByRole('link', { name: 'Search', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search every build' }).fill('match: kernel-devel')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page).toHaveURL(/\/search\?text=match:\+kernel-devel/)

  const kept = page.getByRole('region', { name: 'Kept builds' })
  await expect(kept.getByText(/^Searched all \d+ kept builds/)).toBeVisible({ timeout: 60_000 })
  await expect(kept.getByText(/builds? of this period (is|are) not kept here/)).toBeVisible()
  await expect(kept.getByRole('link', { name: failed, exact: true })).toBeVisible()
  await expect(kept.locator('mark').first()).toHaveText('match: kernel-devel')

  await page.reload()
  const hit = kept.getByRole('link').filter({ hasText: line }).last()
  await hit.click()
  await expect(page).toHaveURL(/logstreams\/3\.14\.0\/1\?at=.*Z~\d+&q=/)
  await expect(page.locator('.log-row[data-marked]')).toContainText(line)
  await page.goBack()
  await expect(page.getByRole('searchbox', { name: 'Search every build' })).toHaveValue('match: kernel-devel')
})

test('an expression that cannot be read, or not in linear time, is refused in words', async ({ page }) => {
  await page.goto(`${url}/search?text=(a&regex=true`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'Not a regular expression: missing closing ): `(a`',
  )
  await page.goto(`${url}/search?text=(%3F=a)b&regex=true`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'Lookaheads and lookbehinds cannot be used here',
  )
})

test('all logs are searched once the price is confirmed; progress, what was read and an address of its own', async ({
  page,
}) => {
  await page.goto(`${url}/search?text=match:+kernel-devel`)
  await page.getByRole('button', { name: 'Search all logs in CloudWatch…' }).click()
  await expect(page.getByText('filter @message like /(?i)match: kernel-devel/')).toBeVisible()
  await expect(page.getByText(/It reads \d+ log groups of this account/)).toBeVisible()
  expect(await started()).toBe(0)

  // On a busy machine the query would be over before anybody had seen it run: later answers wait until it was seen.
  let seen = () => {}
  const isSeen = new Promise<void>((resolve) => {
    seen = resolve
  })
  let asked = 0
  await page.route('**/v3/search/results?*', async (route) => {
    if (asked++ > 0) await isSeen
    await route.continue()
  })
  await page.getByRole('button', { name: 'Start for less than $0.01' }).click()
  const insights = page.getByRole('region', { name: 'CloudWatch Logs Insights' })
  await expect(insights.getByRole('status')).toContainText(/Scheduled|Running/)
  seen()
  await expect(insights.getByRole('status')).toContainText('Complete', { timeout: 30_000 })
  await expect(insights.getByRole('status')).toContainText(/4 lines in 1 log/)
  await expect(insights.getByRole('status')).toContainText(/MB in [\d,]+ events scanned: less than/)
  expect(await started()).toBe(1)

  const address = page.url()
  expect(address).toMatch(/[?&]query=[0-9a-f-]{36}/)
  await page.goto(`${url}/images`)
  await page.goto(address)
  const hits = insights.getByRole('link').filter({ hasText: line })
  await expect(hits).toHaveCount(4)
  // All four share a millisecond with others: each leads to its own event.
  const texts = await hits.allInnerTexts()
  await hits.nth(2).click()
  await expect(page).toHaveURL(/logstreams\/3\.14\.0\/1\?at=.*Z~\d+&q=/)
  const marked = page.locator('.log-row[data-marked]')
  await expect(marked).toContainText(texts[2]?.split('\n').at(-1)?.trim() ?? '')
})

test('a search can be stopped', async ({ page }) => {
  await page.goto(`${url}/search?text=error&image=${failed}&since=all`)
  await page.getByRole('button', { name: 'Search all logs in CloudWatch…' }).click()
  await page.getByRole('button', { name: /^Start for/ }).click()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  const insights = page.getByRole('region', { name: 'CloudWatch Logs Insights' })
  await expect(insights.getByRole('status')).toContainText('Cancelled')
  await insights.getByRole('button', { name: 'Close these results' }).click()
  await expect(page.getByRole('button', { name: 'Search all logs in CloudWatch…' })).toBeVisible()
  await expect(page).not.toHaveURL(/query=/)
})

test('a refusal is AWS’s, in its words, and results that AWS no longer has are said to be gone', async ({
  page,
}) => {
  await aws.post('faults', { kind: 'accessDenied', operation: 'StartQuery', count: 1 })
  await page.goto(`${url}/search?text=error`)
  await page.getByRole('button', { name: 'Search all logs in CloudWatch…' }).click()
  await page.getByRole('button', { name: /^Start for/ }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'is not authorized to perform: logs:StartQuery',
  )

  await page.goto(`${url}/search?text=error&query=c0ffee00-0000-4000-8000-000000000000`)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'AWS no longer has the results of this search.',
  )
})
