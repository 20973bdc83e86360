import type { EmbeddedAws } from './embedded-aws'
import { failStack, type stackFailures } from './failed-stack'
import { expect, test } from './fixtures'

/** Builds are looked into in the background. */
const patiently = { timeout: 45_000 }

/** A day apart. */
async function failedBuilds(
  aws: EmbeddedAws,
  region: string,
  why: (keyof typeof stackFailures)[],
): Promise<void> {
  for (const [n, reason] of why.entries())
    await failStack(aws, region, {
      stackName: `failed-${n}`,
      timestamp: Date.now() - (n + 1) * 86_400_000,
      reason,
    })
}

test('every failed build stands under its cause, which opens to its builds and leads to the list', async ({
  page,
  aws,
}) => {
  const region = 'eu-west-3'
  await failedBuilds(aws, region, ['quota', 'exists', 'quota', 'quota'])
  await page.goto(`/images?region=${region}`)
  await page.getByRole('link', { name: 'Failures' }).click()
  await expect(page).toHaveURL(/\/failures\?region=eu-west-3$/)
  const groups = page.getByRole('main').getByRole('listitem')
  await expect(groups).toHaveCount(2, patiently)
  await expect(groups.first()).toContainText('3 builds of 3 images')
  await groups.first().getByRole('button', { name: /quota/ }).click()
  await expect(page).toHaveURL(/group=\w+/)
  await expect(groups.first().getByRole('row')).toHaveCount(4)

  // The address is the state.
  await page.reload()
  await expect(groups.first().getByRole('row', { name: /failed-3/ })).toBeVisible()
  await groups.first().getByRole('link', { name: 'Show these in the list of images' }).click()
  const rows = page.getByRole('table', { name: 'Images' }).getByRole('rowheader')
  await expect(rows).toHaveText(['failed-0', 'failed-2', 'failed-3'])
  await page.getByRole('button', { name: 'Show images of every failure' }).click()
  await expect(rows).toHaveCount(4)
})

test('filters narrow what is shown, by the address alone too', async ({ page, aws }) => {
  const region = 'eu-south-1'
  await failedBuilds(aws, region, ['quota', 'exists'])
  await page.goto(`/failures?region=${region}`)
  const groups = page.getByRole('main').getByRole('listitem')
  await expect(groups).toHaveCount(2, patiently)
  await page.getByRole('searchbox', { name: 'Search failures' }).fill('failed-1')
  await expect(groups).toHaveCount(1)
  await expect(groups.first()).toContainText('left over')
  await page.goto(`/failures?region=${region}&version=3.99.0`)
  await expect(page.getByText('No failed build matches.')).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Version' })).toHaveValue('3.99.0')
  await page.getByRole('button', { name: 'Show all' }).click()
  await expect(groups).toHaveCount(2, patiently)
})

test('a cause’s card says in how many other builds it is known, and leads there', async ({ page, aws }) => {
  const region = 'ap-east-1'
  await failedBuilds(aws, region, ['quota', 'quota', 'quota'])
  await page.goto(`/failures?region=${region}`)
  await expect(page.getByText('3 builds of 3 images')).toBeVisible(patiently)
  await page.goto(`/images/failed-1?region=${region}`)
  const card = page.getByRole('region', { name: 'Likely cause' })
  await expect(card).toContainText(/Also in 2 other builds since \w{3} \d/)
  await card.getByRole('link', { name: 'Also in 2 other builds' }).click()
  await expect(page.getByRole('row', { name: /failed-2/ })).toBeVisible()
})
