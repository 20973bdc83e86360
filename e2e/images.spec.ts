import { seriousViolations } from './axe'
import { expect, test } from './fixtures'

const rows = (page: import('@playwright/test').Page) =>
  page
    .getByRole('table', { name: 'Images' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })

test('/ leads to the images, and keeps the region', async ({ page }) => {
  await page.goto('/?region=eu-west-1')
  await expect(page).toHaveURL(/\/images\?region=eu-west-1$/)
})

test('all statuses stand in one table, newest first', async ({ page }) => {
  await page.goto('/images')
  await expect(rows(page).first()).toBeVisible()
  for (const words of ['Available', 'Failed', 'Building', 'Available; clean-up failed']) {
    await expect(rows(page).filter({ hasText: words }).first()).toBeVisible()
  }
  const started = await rows(page)
    .locator('td:nth-of-type(2) time')
    .evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''))
  expect(started.length).toBeGreaterThan(10)
  expect(started).toEqual([...started].sort().reverse())
})

test('the search and the status filter are in the address, and Back undoes the filter', async ({ page }) => {
  await page.goto('/images')
  await expect(rows(page).first()).toBeVisible()
  const all = await rows(page).count()
  await page.getByRole('button', { name: /^Failed/ }).click()
  await expect(page).toHaveURL(/status=FAILED/)
  await expect.poll(() => rows(page).count()).toBeLessThan(all)
  await page.reload()
  await expect(page.getByRole('button', { name: /^Failed/ })).toHaveAttribute('aria-pressed', 'true')
  await page.goBack()
  await expect.poll(() => rows(page).count()).toBe(all)
  await page.getByRole('searchbox', { name: 'Search images' }).fill('no-such-image')
  await expect(page.getByText(/^No matches in \d+ images/)).toBeVisible()
  await expect(page).toHaveURL(/q=no-such-image/)
})

test('a column orders the list, again the other way round, and the address keeps it', async ({ page }) => {
  await page.goto('/images')
  await expect(rows(page).first()).toBeVisible()
  const names = () => rows(page).getByRole('rowheader').allTextContents()
  await page.getByRole('button', { name: 'Image', exact: true }).click()
  await expect(page).toHaveURL(/sort=image/)
  await expect(page.getByRole('columnheader', { name: 'Image' })).toHaveAttribute('aria-sort', 'ascending')
  const inOrder = new Intl.Collator('en', { numeric: true }).compare
  await expect
    .poll(async () =>
      (await names()).every((name, n, all) => n === 0 || inOrder(all[n - 1] ?? '', name) <= 0),
    )
    .toBe(true)
  await page.getByRole('button', { name: 'Image', exact: true }).click()
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Image' })).toHaveAttribute('aria-sort', 'descending')
  await expect
    .poll(async () =>
      (await names()).every((name, n, all) => n === 0 || inOrder(all[n - 1] ?? '', name) >= 0),
    )
    .toBe(true)
})

test('every image is counted by one filter', async ({ page }) => {
  await page.goto('/images')
  const filters = page.getByRole('group', { name: 'Status' }).getByRole('button')
  await expect(async () => {
    const counts = (await filters.allTextContents()).map((text) => Number(/\d+$/.exec(text)?.[0]))
    expect(counts[0]).toBeGreaterThan(10)
    expect(counts.slice(1).reduce((sum, count) => sum + count, 0)).toBe(counts[0])
  }).toPass()
})

test('a running build says in the list what it does', async ({ page }) => {
  await page.goto('/images')
  const row = rows(page).filter({ hasText: 'weather-ubuntu2404-3-13-0' })
  // Its step, until that has ended the stage of the build, and how much longer such builds take.
  await expect(row.getByRole('cell').first()).toContainText(/^Building\w.*to go$/)
})

test('an AWS failure is never an empty table: it says what AWS said, and Retry works', async ({
  page,
  aws,
}) => {
  const words = 'is not authorized to perform: cloudformation:DescribeStacks'
  await aws.post('faults', { operation: 'DescribeStacks', kind: 'accessDenied' })
  try {
    await page.goto('/images')
    await expect(page.getByRole('main').getByRole('alert')).toContainText(words)
    await expect(page.getByRole('table', { name: 'Images' })).toHaveCount(0)
  } finally {
    await aws.delete('faults')
  }
  await page.getByRole('button', { name: 'Retry' }).click()
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
})

test('an empty region says so, and how an image gets there', async ({ page }) => {
  await page.goto('/images?region=sa-east-1')
  await expect(page.getByText('No custom images in this region yet')).toBeVisible()
})

test('a region that does not exist is refused in words', async ({ page }) => {
  await page.goto('/images?region=evil.example.com')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    "invalid or unsupported region 'evil.example.com'",
  )
})

test('an image page links to its log streams and its stack events', async ({ page }) => {
  await page.goto('/images')
  await rows(page).filter({ hasText: 'Available' }).first().getByRole('link').click()
  await expect(page.getByRole('list', { name: 'Log streams' }).getByRole('link').first()).toBeVisible()
  const views = page.getByRole('navigation', { name: 'Views of this image' })
  await views.getByRole('link', { name: 'Stack events' }).click()
  await expect(page).toHaveURL(/\/stackevents/)
})

test('an image nobody knows is told apart from a failure', async ({ page }) => {
  await page.goto('/images/never-built')
  await expect(
    page.getByText('No image or stack associated with ParallelCluster image id: never-built.'),
  ).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'all images' }).click()
  await expect(page).toHaveURL(/\/images$/)
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`the list holds up at ${width} px in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 844 })
      await page.goto('/images')
      await expect(rows(page).first()).toBeVisible()
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0)
      expect(await seriousViolations(page)).toEqual([])
    })
  }
}
