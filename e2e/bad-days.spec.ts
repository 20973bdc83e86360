import type { Page } from '@playwright/test'
import { test as base, expect } from './fixtures'
import { freePort, start } from './processes'

/** The SDK asks once, so that each fault reaches the page. */
const test = base.extend<object, { dashboard: string }>({
  dashboard: [
    async ({ aws }, use) => {
      const port = await freePort()
      const env = { ...aws.env, PORT: String(port), AWS_MAX_ATTEMPTS: '1' }
      const app = await start(['npm', 'start'], env, /Dashboard: /)
      await use(`http://127.0.0.1:${port}`)
      await app.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
})

test.describe.configure({ mode: 'parallel' })

const logStreamName = '3.13.0/1'
const groupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const line = (page: Page, text: string) => log(page).locator('.log-row').filter({ hasText: text })

/** Up to where the beginning of the log stands. */
async function scrollToTop(page: Page) {
  await log(page).hover()
  await expect(async () => {
    await page.mouse.wheel(0, -100_000)
    await expect(page.getByText('Beginning of log')).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 60_000, intervals: [100] })
}

for (const [kind, words] of [
  ['throttle', /Waiting for AWS quota/],
  ['internalError', /Older lines could not be read/],
  ['serviceUnavailable', /Older lines could not be read/],
  ['expiredToken', /Older lines could not be read: .*expired/],
  ['clockSkew', /Older lines could not be read/],
  ['html', /Older lines could not be read: .*cannot be read \(HTTP 502\)/],
  ['truncate', /Older lines could not be read/],
  ['reset', /Older lines could not be read/],
  ['hang', /Older lines could not be read: .*did not answer in time/],
  ['stall', /Older lines could not be read/],
] as const) {
  test(`${kind}: the page keeps what it has, says what is wrong, and has every line once in the end`, async ({
    page,
    aws,
  }) => {
    const imageId = `bad-day-${kind}-${Date.now()}`
    const of = { logGroupName: groupOf(imageId), logStreamName }
    await aws.post('streams', { ...of, lines: 6_000, perTimestamp: 7, template: 'line {n}.' })
    await page.goto(`/images/${imageId}/logstreams/${logStreamName}`)
    await expect(line(page, 'line 6000.')).toBeVisible()

    // The log's outline may meet one as well.
    const { id } = await aws.post<{ id: string }>('faults', {
      kind,
      operation: 'GetLogEvents',
      containing: imageId,
    })
    await log(page).hover()
    await expect(async () => {
      await page.mouse.wheel(0, -100_000)
      await expect(page.getByText(words).first()).toBeVisible({ timeout: 500 })
    }).toPass({ timeout: 40_000, intervals: [100] })
    await expect(log(page).locator('.log-row').first()).toBeVisible()
    await aws.delete(`faults/${id}`)

    await scrollToTop(page)
    await expect(page.getByText(words)).toHaveCount(0)
    await page.getByRole('searchbox', { name: 'Find in log' }).fill('line ')
    await expect(page.getByText(/^[\d,]+ of 6,000$|^6,000 matches$/).first()).toBeVisible()
  })
}

test('a region that is down leaves the list standing, and it is up to date again by itself', async ({
  page,
  aws,
}) => {
  await page.goto('/images')
  const rows = page.getByRole('row')
  await expect.poll(() => rows.count()).toBeGreaterThan(10)
  const { id } = await aws.post<{ id: string }>('faults', { kind: 'reset', region: 'us-east-1' })
  // A build is running among the seeds, so the list is asked for again soon.
  await expect(page.getByRole('alert').filter({ hasText: 'could not be listed' })).toBeVisible({
    timeout: 30_000,
  })
  expect(await rows.count()).toBeGreaterThan(10)
  await expect(page.getByRole('alert').filter({ hasText: /those shown are as of \d\d:\d\d/ })).toBeVisible()
  await aws.delete(`faults/${id}`)
  await expect(page.getByRole('alert').filter({ hasText: 'could not be listed' })).toBeHidden({
    timeout: 30_000,
  })
})

test('with a small quota of its own the page says that it waits, keeps what it has and goes on by itself', async ({
  page,
  aws,
}) => {
  const port = await freePort()
  const env = { ...aws.env, PORT: String(port), GET_LOG_EVENTS_PER_SECOND: '0.2' }
  const app = await start(['npm', 'start'], env, /Dashboard: /)
  try {
    const dashboard = `http://127.0.0.1:${port}`
    const imageId = `quota-${Date.now()}`
    await aws.post('streams', {
      logGroupName: groupOf(imageId),
      logStreamName,
      lines: 3_000,
      template: 'line {n}.',
    })
    const api = `${dashboard}/v3/images/custom/${imageId}/logstreams/${encodeURIComponent(logStreamName)}`
    let asked = 0
    /** Others spend what there is of the quota, up to the first of them that is refused. */
    const othersSpend = async (): Promise<Response> => {
      const answer = await fetch(`${api}?limit=${++asked}`)
      return answer.ok ? othersSpend() : answer
    }
    const notice = page.getByRole('status').filter({ hasText: 'Waiting for AWS quota' })
    await page.route(
      (url) => url.href.startsWith(`${api}?`),
      async (route) => {
        await othersSpend()
        await route.continue()
      },
      { times: 1 },
    )
    await page.goto(`${dashboard}/images/${imageId}/logstreams/${logStreamName}`)
    await expect(notice).toBeVisible({ timeout: 30_000 })
    await expect(line(page, 'line 3000.')).toBeVisible({ timeout: 60_000 })
    await log(page).hover()
    const refused = await othersSpend()
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await page.mouse.wheel(0, -100_000)
    await expect(notice).toBeVisible({ timeout: 30_000 })
    await expect(log(page).locator('.log-row').first()).toBeVisible()
    await scrollToTop(page)
    await expect(page.getByText('Waiting for AWS quota')).toHaveCount(0)
  } finally {
    await app.stop()
  }
})

test('log streams and the small timeline stay when they cannot be read again, and say since when and why', async ({
  page,
  aws,
}) => {
  const imageId = `kept-${Date.now()}`
  await aws.post('stacks', {
    stackName: imageId,
    stackStatus: 'CREATE_IN_PROGRESS',
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
  })
  await aws.post('stack-events', {
    stackName: imageId,
    events: [
      {
        logicalResourceId: 'InstanceRole',
        resourceType: 'AWS::IAM::Role',
        resourceStatus: 'CREATE_IN_PROGRESS',
      },
    ],
  })
  await aws.post('streams', { logGroupName: groupOf(imageId), logStreamName, lines: 10 })
  await page.goto(`/images/${imageId}`)
  const streams = page.getByRole('list', { name: 'Log streams' })
  const timeline = page.getByRole('link', { name: /^Stack events\./ })
  await expect(streams).toContainText(logStreamName)
  await expect(timeline).toBeVisible()
  const fault = { kind: 'accessDenied', containing: imageId }
  const ids: string[] = []
  for (const operation of ['DescribeLogStreams', 'DescribeStackEvents'])
    ids.push((await aws.post<{ id: string }>('faults', { ...fault, operation })).id)
  // Both are asked for again every ten seconds or so while the build runs.
  for (const [subject, shown] of [
    ['log streams', streams],
    ['stack events', timeline],
  ] as const) {
    const note = page.getByText(
      new RegExp(
        `^The ${subject} are as of \\d\\d:\\d\\d.{0,20}, and could not be read again: .*not authorized`,
      ),
    )
    await expect(note).toBeVisible({ timeout: 60_000 })
    await expect(shown).toBeVisible()
  }
  for (const id of ids) await aws.delete(`faults/${id}`)
  await expect(page.getByText('could not be read again')).toHaveCount(0, { timeout: 60_000 })
  await expect(streams).toBeVisible()
  await expect(timeline).toBeVisible()
})

for (const [name, view] of [
  ['log', `/logstreams/${logStreamName}`],
  ['stack events', '/stackevents'],
  ['overview', ''],
] as const)
  test(`access taken away is said within a minute where the ${name} of an ended build stands open`, async ({
    page,
    aws,
  }) => {
    const imageId = `taken-${name.replace(' ', '-')}-${Date.now()}`
    await aws.post('stacks', {
      stackName: imageId,
      stackStatus: 'CREATE_FAILED',
      tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
    })
    await aws.post('streams', { logGroupName: groupOf(imageId), logStreamName, lines: 10 })
    await page.clock.install()
    await page.goto(`/images/${imageId}${view}`)
    await expect(page.getByText('Failed', { exact: true }).first()).toBeVisible()
    const { id } = await aws.post<{ id: string }>('faults', { kind: 'accessDenied', containing: imageId })
    const note = page.getByText(/^This image is as of .{0,30}, and could not be read again: .*not authorized/)
    await expect(note).toBeHidden()
    await expect(async () => {
      await page.clock.fastForward(60_000)
      await expect(note).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 30_000 })
    await aws.delete(`faults/${id}`)
  })
