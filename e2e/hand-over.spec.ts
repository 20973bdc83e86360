import { expect, test } from './fixtures'
import { drop, exportedFor } from './opened-page'

const imageId = 'hpc-al2023-3-14-0'
const good = 'hpc-al2023-3-13-0'

test('a build saved as a page tells cause, lines, steps and timeline without a server, and nothing in it runs', async ({
  page,
  browser,
  baseURL,
}, testInfo) => {
  await page.goto(`/images/${imageId}`)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as page' }).click()
  const path = testInfo.outputPath('saved.html')
  await (await saving).saveAs(path)

  const context = await browser.newContext({ offline: true, baseURL })
  const reader = await context.newPage()
  const said: string[] = []
  reader.on('console', (message) => said.push(message.text()))
  await reader.goto(`file://${path}`)
  await expect(reader.getByRole('heading', { level: 1, name: imageId })).toBeVisible()
  await expect(reader.getByText('Kernel headers not found').first()).toBeVisible()
  const marked = reader.locator('.marked').first()
  await expect(marked).toContainText('Unable to find a match: kernel-devel')
  // What stands around the line is there too.
  await expect(reader.locator('.log').first()).toContainText('No match for argument: infiniband-diags-compat')
  await expect(reader.getByText('InstallPClusterPackages').first()).toBeVisible()
  await expect(reader.getByRole('img', { name: /^Timeline of/ })).toBeVisible()
  await expect(reader.getByRole('cell', { name: 'ParallelClusterImage' }).first()).toBeVisible()
  await expect(reader.locator('script, iframe, object, embed, link')).toHaveCount(0)
  expect(said).toEqual([])
  await context.close()
})

test('a report of a bug has cause, lines around it, environment and link, account ids masked', async ({
  page,
}) => {
  await page.goto(`/images/${imageId}`)
  await page.getByRole('button', { name: 'Report a bug' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report a bug' })
  const report = dialog.getByRole('textbox', { name: 'The report' })
  await expect(report).toHaveValue(/Error: Unable to find a match: kernel-devel/)
  await expect(report).toHaveValue(
    /### The log around it[\s\S]*No match for argument: infiniband-diags-compat/,
  )
  await expect(report).toHaveValue(/- ParallelCluster: `3\.14\.0`/)
  await expect(report).toHaveValue(
    /Whole log: http:\/\/127\.0\.0\.1:\d+\/images\/hpc-al2023-3-14-0\/logstreams\/3\.14\.0\/1\?region=us-east-1/,
  )
  await expect(report).not.toHaveValue(/123456789012/)
  await expect(dialog.getByRole('button', { name: 'Copy report' })).toBeVisible()
  await expect(dialog.getByRole('link', { name: 'Open GitHub issue' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toHaveCount(0)
})

test('an opened build is reported without a link, which nobody else could open', async ({
  page,
  baseURL,
}) => {
  await page.goto('/open')
  await drop(page, 'logs.tar.gz', await exportedFor(baseURL, imageId))
  await page.getByRole('button', { name: 'Report a bug' }).click()
  const report = page.getByRole('dialog').getByRole('textbox', { name: 'The report' })
  await expect(report).toHaveValue(/Error: Unable to find a match: kernel-devel/)
  await expect(report).not.toHaveValue(/Whole log/)
})

test('an opened build is compared with a live one and with another opened one; the address says with which', async ({
  page,
  baseURL,
}) => {
  test.setTimeout(240_000)
  // Two whole logs are read for each comparison.
  const patiently = { timeout: 60_000 }
  await page.goto('/open')
  await drop(page, 'other.tar.gz', await exportedFor(baseURL, good))
  await expect(page.getByRole('heading', { level: 1, name: good })).toBeVisible()
  await page.goto('/open')
  await drop(page, 'logs.tar.gz', await exportedFor(baseURL, imageId))
  await expect(page.getByRole('heading', { level: 1, name: imageId })).toBeVisible()
  await page.getByRole('button', { name: 'Compare with another build' }).click()
  const choice = page.getByRole('combobox', { name: 'Compare with' })
  const compared = page.getByRole('region', { name: 'Compared with the other build' })
  await choice.selectOption(` ${good}`)
  await expect(compared).toContainText('InstallPClusterPackages', patiently)
  await expect(page).toHaveURL(new RegExp(`[?&]with=${good}`))
  await page.reload()
  await expect(compared).toContainText('InstallPClusterPackages', patiently)

  const opened = await choice.locator('optgroup[label="Opened in this browser"] option').first()
  await expect(opened).toHaveText(good)
  await choice.selectOption((await opened.getAttribute('value')) ?? '')
  await expect(page).toHaveURL(/withAccount=file/)
  await expect(compared).toContainText('InstallPClusterPackages', patiently)
})

test('the menus of an opened log offer nothing that only a live one has', async ({ page, baseURL }) => {
  await page.goto('/open')
  await drop(page, 'logs.tar.gz', await exportedFor(baseURL, imageId))
  await page.getByRole('link', { name: 'Log', exact: true }).click()
  await expect(page.locator('.log-row').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Outline' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^(End|Follow)$/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'More' }).click()
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible()
  await expect(page.getByText('Commands for a terminal')).toHaveCount(0)
})
