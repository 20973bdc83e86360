import { expect, test } from './fixtures'

const european = 'hpc-eu-al2023-3-13-0'

test('an image that is elsewhere is found on request, and leads there', async ({ page }) => {
  await page.goto(`/images/${european}`)
  await expect(page.getByRole('heading', { name: 'Image not found in us-east-1' })).toBeVisible()
  await page.getByRole('button', { name: /^Look in all \d+ other places$/ }).click()
  await page.getByRole('link', { name: 'eu-west-1', exact: true }).click()
  await expect(page).toHaveURL(`/images/${european}?region=eu-west-1`)
  await expect(page.getByText('Available').first()).toBeVisible()
})

test('the region says which one is shown, and another keeps image, stream and time', async ({ page }) => {
  await page.goto(`/images/${european}/logstreams/3.13.0/1?q=Step&startTime=2020-01-01T00:00:00Z`)
  const region = page.getByLabel('Region')
  await expect(region).toHaveValue('us-east-1')
  await region.selectOption('eu-west-1')
  await expect(page).toHaveURL(/\/logstreams\/3\.13\.0\/1\?.*region=eu-west-1/)
  const { searchParams } = new URL(page.url())
  expect(searchParams.get('region')).toBe('eu-west-1')
  expect(searchParams.get('q')).toBe('Step')
  await expect(page.getByRole('log', { name: 'Build log' })).toContainText('Step')
})

test('the palette changes the region by its name', async ({ page }) => {
  await page.goto('/images')
  await expect(page.getByRole('heading', { name: 'Images' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('eu-west-1')
  await page
    .getByRole('option', { name: /eu-west-1/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/images\?region=eu-west-1$/)
  await expect(page.getByLabel('Region')).toHaveValue('eu-west-1')
})
