import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { manyResources } from './many-resources'

const failed = 'hpc-al2023-3-14-0'
const list = (page: Page) => page.getByRole('list', { name: 'Stack events' })
const row = (page: Page, name: RegExp) => list(page).getByRole('listitem', { name })

test('every resource is an item named by its status and duration, and one is the likely root cause', async ({
  page,
}) => {
  const answer = await page.request.get(`/v3/images/custom/${failed}/stackevents`)
  const { events } = (await answer.json()) as { events: { logicalResourceId: string; timestamp: string }[] }
  const resources = new Set(events.map((event) => event.logicalResourceId))

  await page.goto(`/images/${failed}/stackevents`)
  await expect(list(page).getByRole('listitem')).toHaveCount(resources.size)
  await expect(row(page, /^InstanceRole: CREATE_COMPLETE, \d+ s$/)).toBeVisible()
  const image = row(page, /^ParallelClusterImage: CREATE_FAILED, \d+ min/)
  await expect(image).toContainText('Likely root cause')
  await expect(page.getByText('Likely root cause', { exact: true })).toHaveCount(1)

  const explained = await page.request.get(`/v3/images/custom/${failed}/cause`)
  const { cause } = (await explained.json()) as { cause: { lines: { at: { timestamp: number } }[] } }
  const line = image.getByRole('link', { name: /^Open the log at/ })
  const at = new Date(cause.lines[0]?.at.timestamp ?? 0).toISOString()
  await expect(line).toHaveAttribute('href', new RegExp(`at=${at}`))
  await line.click()
  await expect(page.getByText('Unable to find a match: kernel-devel').first()).toBeInViewport()
})

test('the failed bar opens the log where it failed, without leaving the app', async ({ page }) => {
  await page.goto(`/images/${failed}/stackevents`)
  await row(page, /^ParallelClusterImage/)
    .getByRole('link', { name: /^Log at CREATE_FAILED/ })
    .click()
  await expect(page).toHaveURL(/\/logstreams\/3\.14\.0\/1\?.*at=\d{4}-/)
  await page.goBack()
  await expect(list(page)).toBeVisible()
})

test('the steps of the log stand under the image that they build, open at the one that failed', async ({
  page,
}) => {
  await page.goto(`/images/${failed}/stackevents`)
  const steps = row(page, /^ParallelClusterImage/).getByRole('group', { name: 'Steps of the log' })
  const step = steps.getByRole('link', { name: /^InstallPClusterPackages: failed, \d+ min/ })
  // The outline is read from the whole log first.
  await expect(step).toHaveAttribute('href', /logstreams\/3\.14\.0\/1\?.*at=/, { timeout: 30_000 })
  await expect(row(page, /^ParallelClusterImage/)).toContainText(
    /Step InstallPClusterPackages of .* failed\./,
  )

  const component = steps.getByRole('button', { name: /^parallelclusterimage · build: failed/ })
  await expect(component).toHaveAttribute('aria-expanded', 'true')
  await component.click()
  await expect(step).toHaveCount(0)
  await expect(steps.getByRole('link', { name: /^Log at InstallPClusterPackages: failed/ })).toHaveCount(1)
  await component.press('ArrowRight')
  await step.click()
  await expect(page).toHaveURL(/\/logstreams\/3\.14\.0\/1\?.*at=\d{4}-/)
})

test('an event is opened, stepped through and shared by its address', async ({ page }) => {
  await page.goto(`/images/${failed}/stackevents`)
  await page.getByRole('button', { name: /^Details of ParallelClusterImage/ }).click()
  const details = page.getByRole('region', { name: 'Event details' })
  await expect(details).toContainText('CREATE_FAILED')
  await expect(page).toHaveURL(/event=ParallelClusterImage-CREATE_FAILED/)
  await details.getByRole('button', { name: 'Previous event' }).click()
  await expect(details).toContainText('CREATE_IN_PROGRESS')
  await page.reload()
  await expect(details).toContainText('CREATE_IN_PROGRESS')
  await page.goBack()
  await expect(details).toContainText('CREATE_FAILED')
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
})

test('t turns to the table, which is searched and downloaded', async ({ page }) => {
  await page.goto(`/images/${failed}/stackevents`)
  await expect(list(page)).toBeVisible()
  await page.keyboard.press('t')
  const table = page.getByRole('table', { name: 'Events' })
  await expect(table).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search events' }).fill('instancerole complete')
  await expect(table.getByRole('row')).toHaveCount(2)
  await expect(page).toHaveURL(/view=table/)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  expect((await download).suggestedFilename()).toBe(`${failed}-stack-events.csv`)
})

test('an image built several times lets its attempts be chosen', async ({ page }) => {
  await page.goto('/images/shared-base/stackevents')
  await page.getByRole('button', { name: 'Attempt' }).click()
  const attempts = page.getByRole('menuitemradio')
  await expect(attempts).not.toHaveCount(0)
  await expect(attempts.last()).toContainText(/The (build|image)/)
  await attempts.last().click()
  await expect(page).toHaveURL(/stackId=arn:aws:cloudformation/)
  await expect(list(page)).toBeVisible()
})

test('a running build’s bar finishes without a reload, one page a poll', async ({ page, aws }) => {
  const now = Date.now()
  const event = (logicalResourceId: string, resourceStatus: string, timestamp: number, more = {}) => ({
    logicalResourceId,
    physicalResourceId: 'arn:aws:imagebuilder:us-east-1:123456789012:image/live/1.0.0/1',
    resourceType: 'AWS::ImageBuilder::Image',
    resourceStatus,
    timestamp,
    ...more,
  })
  await aws.post('stacks', {
    stackName: 'live-growth',
    stackStatus: 'CREATE_IN_PROGRESS',
    creationTime: now - 60_000,
    tags: { 'parallelcluster:image_id': 'live-growth' },
    events: [
      { logicalResourceId: 'live-growth', timestamp: now - 60_000, resourceStatus: 'CREATE_IN_PROGRESS' },
      event('ParallelClusterImage', 'CREATE_IN_PROGRESS', now - 50_000),
    ],
  })
  await page.goto('/images/live-growth/stackevents')
  await expect(row(page, /^ParallelClusterImage: CREATE_IN_PROGRESS, /)).toBeVisible()
  await aws.post('stack-events', {
    stackName: 'live-growth',
    events: [
      event('ParallelClusterImage', 'CREATE_COMPLETE', now),
      { logicalResourceId: 'live-growth', timestamp: now + 1, resourceStatus: 'CREATE_COMPLETE' },
    ],
  })
  await expect(row(page, /^ParallelClusterImage: CREATE_COMPLETE, 50 s$/)).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('The build succeeded', { exact: true })).toBeVisible()
})

test('a good build’s stack is watched on until it has deleted itself, and then no more', async ({
  page,
  aws,
}) => {
  const now = Date.now()
  const own = (resourceStatus: string, timestamp: number) => ({
    logicalResourceId: 'deletes-itself',
    timestamp,
    resourceStatus,
  })
  await aws.post('stacks', {
    stackName: 'deletes-itself',
    stackStatus: 'CREATE_COMPLETE',
    creationTime: now - 60_000,
    tags: { 'parallelcluster:image_id': 'deletes-itself' },
    events: [own('CREATE_IN_PROGRESS', now - 60_000), own('CREATE_COMPLETE', now - 1000)],
  })
  await page.clock.install()
  await page.goto('/images/deletes-itself/stackevents')
  await expect(row(page, /^deletes-itself: CREATE_COMPLETE, /)).toBeVisible()
  await aws.post('stack-events', {
    stackName: 'deletes-itself',
    events: [own('DELETE_IN_PROGRESS', now), own('DELETE_COMPLETE', now + 500)],
  })
  await expect(async () => {
    await page.clock.fastForward(30_000)
    await expect(row(page, /^deletes-itself: DELETE_COMPLETE, /)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })

  const asked: string[] = []
  page.on('request', (request) => request.url().includes('/stackevents') && asked.push(request.url()))
  await page.clock.fastForward(600_000)
  await page.clock.runFor(1000)
  expect(asked).toEqual([])
})

test('the log has a quiet marker for what failed, which opens the event, which opens the log there', async ({
  page,
}) => {
  await page.goto(`/images/${failed}/logstreams/3.14.0/1`)
  const log = page.getByRole('log')
  const marker = log.getByRole('link', { name: 'Stack event: CREATE_FAILED, ParallelClusterImage' })
  await expect(log.getByRole('link', { name: /^Link to line/ }).first()).toBeVisible()
  await page.keyboard.press('End')
  await expect(marker).toBeVisible()

  await marker.click()
  const details = page.getByRole('region', { name: 'Event details' })
  await expect(details).toContainText('CREATE_FAILED')
  await details.getByRole('link', { name: 'Open the log at this moment' }).click()
  await expect(page).toHaveURL(/\/logstreams\/3\.14\.0\/1\?.*at=\d{4}-/)
  await expect(marker).toBeVisible()
  await expect(log.locator('[data-marked]')).toHaveCount(1)

  await page.keyboard.press('v')
  await expect(marker).toHaveCount(0)
  await page.reload()
  await expect(log.locator('[data-marked]')).toHaveCount(1)
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Show stack events in log' })).toHaveAttribute(
    'aria-pressed',
    'false',
  )
  await expect(marker).toHaveCount(0)
})

test('a poll of a long history asks for its newest page only', async ({ page, aws }) => {
  await manyResources(aws, 'long-history', 150, 'CREATE_IN_PROGRESS')
  await page.goto('/images/long-history/stackevents')
  await expect(row(page, /^Resource0:/)).toBeVisible({ timeout: 30_000 })
  const asked: (string | null)[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (pathname.endsWith('/stackevents') && pathname.startsWith('/v3/'))
      asked.push(searchParams.get('nextToken'))
  })
  const event = { logicalResourceId: 'Late', physicalResourceId: 'late', resourceType: 'AWS::SNS::Topic' }
  await aws.post('stack-events', {
    stackName: 'long-history',
    events: [{ ...event, timestamp: Date.now(), resourceStatus: 'CREATE_COMPLETE' }],
  })
  await expect(page.getByText('151 resources · 452 events')).toBeVisible({ timeout: 20_000 })
  expect(asked).toContain(null)
  expect(asked.filter((token) => token !== null)).toEqual([])
})

test('what AWS refuses is said in its words, and Retry asks again', async ({ page, aws }) => {
  const { id } = await aws.post<{ id: string }>('faults', {
    kind: 'accessDenied',
    operation: 'DescribeStackEvents',
  })
  await page.goto(`/images/${failed}/stackevents`)
  await expect(page.getByRole('alert').filter({ hasText: 'DescribeStackEvents' })).toBeVisible()
  await aws.delete(`faults/${id}`)
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(list(page)).toBeVisible()
})

test('an image that is not there is told from one whose stack is gone', async ({ page }) => {
  await page.goto('/images/no-such-image/stackevents')
  await expect(page.getByText('Image not found')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All images' })).toBeVisible()
  await page.goto('/images/archive-centos7-3-1-4/stackevents')
  await expect(page.getByText('Stack events no longer available')).toBeVisible()
})
