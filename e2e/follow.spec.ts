import type { Page } from '@playwright/test'
import type { EmbeddedAws } from './embedded-aws'
import { expect, test } from './fixtures'

const logStreamName = '3.13.0/1'
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const line = (page: Page, text: string) => log(page).locator('.log-row').filter({ hasText: text })

/** A running build of its own with 3,000 lines written so far, and a way to write more. */
async function runningBuild(aws: EmbeddedAws) {
  const imageId = `running-${Date.now()}`
  const where = { logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`, logStreamName }
  const startTime = Date.now() - 400_000
  await aws.post('stacks', {
    stackName: imageId,
    stackStatus: 'CREATE_IN_PROGRESS',
    creationTime: startTime - 600_000,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
  })
  await aws.post('streams', { ...where, lines: 3000, startTime, everyMs: 100, template: 'line {n}.' })
  const write = (messages: string[], timestamp = Date.now()) =>
    aws.post('events', { ...where, events: messages.map((message) => ({ timestamp, message })) })
  return { path: `/images/${imageId}/logstreams/${logStreamName}`, write }
}

const numbered = (count: number, word: string) => Array.from({ length: count }, (_, n) => `${word} ${n + 1}.`)

const topLine = (page: Page) =>
  log(page).evaluate((box) => {
    const { top } = box.getBoundingClientRect()
    const row = [...box.querySelectorAll('.log-row')].find((one) => one.getBoundingClientRect().top >= top)
    return `${row?.textContent} at ${row?.getBoundingClientRect().top}`
  })

test('a running build opens at its end and follows', async ({ page, aws }) => {
  const build = await runningBuild(aws)
  await page.goto(build.path)
  await expect(line(page, 'line 3000.')).toBeVisible()
  await build.write(numbered(100, 'fresh'))
  await expect(line(page, 'fresh 100.')).toBeVisible()
})

test('new lines move nothing while somebody reads: they are counted, late ones too, and led to', async ({
  page,
  aws,
}) => {
  const build = await runningBuild(aws)
  await page.goto(build.path)
  await expect(line(page, 'line 3000.')).toBeVisible()
  await log(page).hover()
  await page.mouse.wheel(0, -900)
  await expect(line(page, 'line 3000.')).not.toBeInViewport()
  const before = await topLine(page)
  await build.write(numbered(42, 'later'))
  await expect(page.getByRole('button', { name: '42 new lines' })).toBeVisible()
  await build.write(['late.'], Date.now() - 8_000)
  await expect(page.getByRole('button', { name: '43 new lines' })).toBeVisible()
  expect(await topLine(page)).toBe(before)
  await page.getByRole('button', { name: '43 new lines' }).click()
  await expect(line(page, 'later 42.')).toBeVisible()
})
