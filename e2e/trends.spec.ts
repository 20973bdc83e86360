import { seriousViolations } from './axe'
import { expect, test } from './fixtures'

/** The logs of seven builds are read in the background. */
const patiently = { timeout: 120_000 }
test.setTimeout(240_000)

test('the newest image of a family shows how its last builds ended, each a link', async ({ page }) => {
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.goto('/images')
  const dots = page
    .getByRole('row', { name: /^climate-al2023-/ })
    .getByRole('list', { name: 'Last builds of the family, oldest first' })
  await expect(dots).toHaveCount(1)
  const builds = dots.getByRole('link')
  await expect(builds).toHaveCount(7)
  await expect(builds.last()).toHaveAccessibleName(/^climate-al2023-\d{8}: Failed$/)
  await expect(builds.first()).toHaveAccessibleName(/^climate-al2023-\d{8}: Available$/)
  const name = (await builds.first().getAttribute('aria-label'))?.split(':')[0] ?? ''
  await builds.first().click()
  await expect(page).toHaveURL(new RegExp(`/images/${name}`))
})

test('an overview shows each step’s times over the family’s builds, and says in which one a build was slow', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.goto('/images')
  const dots = page.getByRole('list', { name: 'Last builds of the family, oldest first' })
  const ofClimate = dots.filter({ has: page.getByRole('link', { name: /^climate-/ }) })
  await ofClimate.getByRole('link').nth(4).click()
  // Nothing is read before somebody comes to it.
  await page.getByRole('region', { name: 'Stack events' }).scrollIntoViewIfNeeded()
  const trends = page.getByRole('region', { name: 'Step times over the last builds' })
  await expect(trends).toContainText('7 builds of climate-al2023', patiently)
  await expect(trends).toContainText(/Slower than usual: Execute took 17 min.*, usually 6 min/, patiently)
  const execute = trends.getByRole('listitem').filter({ has: page.getByTitle(/^Execute of/) })
  await expect(execute.getByRole('link')).toHaveCount(7, patiently)
  await expect(trends.getByRole('status')).toHaveCount(0)
  expect(await seriousViolations(page)).toEqual([])
  await execute.getByRole('link', { name: /failed$/ }).click()
  await expect(page).toHaveURL(/\/images\/climate-al2023-\d+\/logstreams\/3\.13\.0\/1/)
})

test('an image of no family has neither dots nor trends', async ({ page }) => {
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.goto('/images')
  const row = page.getByRole('row', { name: /^ml-training-al2/ })
  await expect(row).toBeVisible()
  await expect(row.getByRole('list')).toHaveCount(0)
  await page.goto('/images/ml-training-al2-3-10-1')
  await expect(page.getByRole('heading', { name: 'Longest steps' })).toBeVisible(patiently)
  await page.getByRole('region', { name: 'Stack events' }).scrollIntoViewIfNeeded()
  await expect(page.getByRole('region', { name: 'Step times over the last builds' })).toHaveCount(0)
})
