import { seriousViolations } from './axe'
import type { EmbeddedAws } from './embedded-aws'
import { exportArchive } from './export-archive'
import { expect, test } from './fixtures'
import { drop } from './opened-page'

/** Logs of two whole builds are read. */
const patiently = { timeout: 90_000 }
test.setTimeout(240_000)

/** The demo's family whose newest build failed: newest first. */
async function family(aws: EmbeddedAws): Promise<string[]> {
  const regions = await aws.get<{ logGroups: { logGroupName: string }[] }[]>('state')
  return regions
    .flatMap(({ logGroups }) => logGroups)
    .map(({ logGroupName }) => logGroupName.replace('/aws/imagebuilder/ParallelClusterImage-', ''))
    .filter((imageId) => imageId.startsWith('climate-al2023-'))
    .sort()
    .reverse()
}

test('a failed build says what changed since the last good one, the package in the failing line first', async ({
  page,
  aws,
}) => {
  const [failed, good] = await family(aws)
  await page.goto(`/images/${failed}`)
  const changed = page.getByRole('region', { name: 'What changed since the last good build' })
  await expect(changed.getByRole('link', { name: `${good} 3.13.0/1` })).toBeVisible(patiently)
  const suspects = changed.getByRole('list', { name: 'Likely suspects' }).getByRole('listitem')
  await expect(suspects).toHaveCount(1, patiently)
  await expect(suspects).toHaveText(/numpy.*1\.26\.4.*became.*2\.0\.2.*The failing line names it/)
  const began = changed.getByRole('list', { name: 'What it began with' })
  await expect(began).toContainText(
    /ami-0f3caa1cf4417e51b · al2023-ami-2023\.8\.20250721.*ami-08a0d1e16fc3f61ea · al2023-ami-2023\.8\.20250818\.0.* · 2025-08-19/,
  )
  await expect(began).toContainText(/Kernel6\.1\.144-170.*6\.1\.147-172/)
  await expect(began).toContainText(/Instance typec5\.2xlarge.*c6i\.2xlarge/)
  await expect(changed.getByText('Removed: InstanceType: c5.2xlarge')).toBeVisible()
  await expect(changed).toContainText('The same in both: ParallelCluster, Cookbook')
  // What is out of sight is not read.
  await page.getByRole('heading', { name: 'Step times over the last builds' }).scrollIntoViewIfNeeded()
  await expect(page.locator('.pulse-soft')).toHaveCount(0, patiently)
  expect(await seriousViolations(page)).toEqual([])

  // The package's line is where the log names it.
  await suspects.getByRole('link', { name: 'numpy' }).click()
  await expect(page).toHaveURL(/logstreams\/3\.13\.0\/1\?.*at=/)
  await expect(page.locator('.log-row').filter({ hasText: 'numpy-2.0.2' }).first()).toBeVisible()
})

test('any other build can be chosen; the address says which, and the last good one can be had again', async ({
  page,
  aws,
}) => {
  const [failed, , older] = await family(aws)
  await page.goto(`/images/${failed}`)
  await page.getByRole('button', { name: 'Compare with another build' }).click()
  const choice = page.getByRole('combobox', { name: 'Compare with' })
  await expect(choice.locator('optgroup[label="Same family"] option').first()).toBeAttached(patiently)
  await choice.selectOption(` ${older}`)
  const compared = page.getByRole('region', { name: 'Compared with the other build' })
  await expect(compared.getByRole('link', { name: `${older} 3.13.0/1` })).toBeVisible(patiently)
  await expect(page).toHaveURL(new RegExp(`[?&]with=${older}`))
  await page.reload()
  await expect(compared.getByRole('listitem').filter({ hasText: /numpy.*became/ })).toBeVisible(patiently)
  await choice.selectOption('')
  await expect(page.getByRole('region', { name: 'What changed since the last good build' })).toBeVisible(
    patiently,
  )
})

test('an image built anew is compared with its own earlier builds too', async ({ page }) => {
  await page.goto('/images/shared-base?with=shared-base&withLog=3.1.2/2')
  const compared = page.getByRole('region', { name: 'Compared with the other build' })
  await expect(compared.getByRole('link', { name: 'shared-base 3.1.2/2' })).toBeVisible(patiently)
  await expect(compared.getByRole('list', { name: 'What could not be compared' })).toContainText(
    'Configuration not compared: AWS no longer tells of this build',
    patiently,
  )
})

test('a build from files takes part: with packages and parent image, and saying what files do not hold', async ({
  page,
  baseURL,
  aws,
}) => {
  const [failed = '', good] = await family(aws)
  await page.goto('/open')
  await drop(page, 'logs.tar.gz', await exportArchive(baseURL, failed, '3.13.0/1'))
  await expect(page.getByRole('heading', { level: 1, name: failed })).toBeVisible()
  await page.getByRole('button', { name: 'Compare with another build' }).click()
  await page.getByRole('combobox', { name: 'Compare with' }).selectOption(` ${good}`)
  const compared = page.getByRole('region', { name: 'Compared with the other build' })
  await expect(compared.getByRole('list', { name: 'Likely suspects' })).toContainText('numpy', patiently)
  await expect(compared).toContainText('ami-08a0d1e16fc3f61ea')
  await expect(compared).toContainText('Configuration not compared: Files of an export do not hold it.')
})

test('the log’s cause leads to what changed', async ({ page, aws }) => {
  const [failed] = await family(aws)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(`/images/${failed}/logstreams/3.13.0/1`)
  await page.getByRole('link', { name: 'What changed' }).click()
  await expect(page).toHaveURL(/#what-changed$/)
  await expect(page.getByRole('region', { name: 'What changed since the last good build' })).toBeInViewport(
    patiently,
  )
})
