import { readFileSync } from 'node:fs'
import type { Download, Page } from '@playwright/test'
import { exportArchive, packed } from './export-archive'
import { expect, test } from './fixtures'
import { findBox, line, openMenu, status } from './log-page'
import { drop } from './opened-page'

const imageId = 'hpc-al2023-3-14-0'

/** From here on no image may be asked for: the server is there for pages, scripts and its list of regions. */
function apiRequests(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.startsWith('/v3/images')) asked.push(request.url())
  })
  return asked
}

test('an export archive dropped on any page shows its cause, its log and its stack events, and asks no server', async ({
  page,
  baseURL,
}) => {
  const archive = await exportArchive(baseURL, imageId, '3.14.0/1')
  await page.goto('/open')
  const asked = apiRequests(page)
  await drop(page, `${imageId}-logs.tar.gz`, archive)

  await expect(page).toHaveURL(new RegExp(`/images/${imageId}\\?account=file:`))
  await expect(page.getByRole('heading', { level: 1, name: imageId })).toBeVisible()
  const cause = page.getByRole('region', { name: /cause/i }).first()
  await expect(cause).toContainText('Unable to find a match: kernel-devel')

  await page.getByRole('link', { name: 'Log', exact: true }).click()
  const log = page.getByRole('log', { name: 'Build log' })
  await expect(log.locator('.log-row[data-cause="start"]')).toBeInViewport()
  await expect(log.locator('.log-row[data-cause="start"]')).toContainText(
    'Unable to find a match: kernel-devel',
  )

  await page.getByRole('link', { name: 'Stack events', exact: true }).click()
  await expect(page.getByText('ParallelClusterImage', { exact: true }).first()).toBeVisible()
  expect(asked).toEqual([])
})

test('an opened build survives a reload, and its link says in another browser why it is not there', async ({
  page,
  baseURL,
  browser,
}) => {
  await page.goto('/images')
  await drop(page, 'logs.tar.gz', await exportArchive(baseURL, imageId, '3.14.0/1'))
  await expect(page.getByText('Unable to find a match: kernel-devel').first()).toBeVisible()
  await page.reload()
  await expect(page.getByText('Unable to find a match: kernel-devel').first()).toBeVisible()

  const other = await browser.newContext()
  const stranger = await other.newPage()
  await stranger.goto(page.url())
  await expect(stranger.getByText('Drop the same files on this page').first()).toBeVisible()
  await other.close()
})

test('a file that is no build says what it is', async ({ page }) => {
  await page.goto('/open')
  await drop(page, 'photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 0, 1]))
  await expect(page.getByRole('heading', { name: 'No build found in photo.png' })).toBeVisible()
  await expect(page.getByText('Not text: neither a log nor an archive that can be opened.')).toBeVisible()
})

test('several builds in one archive are offered by name', async ({ page }) => {
  const log = '2022-03-29T20:29:24.775Z Step A\n'
  await page.goto('/open')
  await drop(
    page,
    'two.tar.gz',
    await packed({
      'one-logs-202203292040/cloudwatch-logs/3.2.1-1': log,
      'two-logs-202203292040/cloudwatch-logs/3.2.1-1': log,
    }),
  )
  const opened = page.getByRole('region', { name: 'Opened', exact: true })
  await expect(opened.getByRole('link')).toHaveText(['one', 'two'])
  await opened.getByRole('link', { name: 'two' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'two' })).toBeVisible()
})

test('a pasted log without times is explained', async ({ page }) => {
  await page.goto('/open')
  await page
    .getByLabel('Or paste a log')
    .fill(
      [
        'Step InstallBase',
        'ExecuteBash: STARTED EXECUTION',
        'CmdExecution: [ ERROR ] Command execution has resulted in an error',
        'CmdExecution: Stderr: E: Unable to locate package does-not-exist',
        'CmdExecution: ExitCode 100',
        'ExecuteBash: FINISHED EXECUTION',
        'TOE has completed execution with failure - Execution failed!',
      ].join('\n'),
    )
  await page.getByRole('button', { name: 'Open pasted log' }).click()
  await expect(page.getByText('E: Unable to locate package does-not-exist').first()).toBeVisible()
})

const bytesOf = async (download: Download) => new Uint8Array(readFileSync(await download.path()))

test('a live build saved as an archive is dropped back as the same build, and saved from there again', async ({
  page,
}) => {
  await page.goto(`/images/${imageId}`)
  await page.getByLabel('Mask account IDs').check()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as archive' }).click()
  const live = await saved
  expect(live.suggestedFilename()).toMatch(new RegExp(`^${imageId}-logs-\\d{12}\\.tar\\.gz$`))

  await page.goto('/open')
  const asked = apiRequests(page)
  await drop(page, live.suggestedFilename(), await bytesOf(live))
  await expect(page.getByRole('heading', { level: 1, name: imageId })).toBeVisible()
  await expect(page.getByText('Unable to find a match: kernel-devel').first()).toBeVisible()
  await expect(page.getByText('Not everything could be read')).toHaveCount(0)

  const savedAgain = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as archive' }).click()
  const again = await savedAgain
  await page.goto('/open')
  await drop(page, 'again.tar.gz', await bytesOf(again))
  await expect(page.getByText('Unable to find a match: kernel-devel').first()).toBeVisible()
  expect(asked).toEqual([])
})

test('the log of an opened build is searched whole and downloaded without the server', async ({ page }) => {
  const lines = Array.from({ length: 25_000 }, (_, n) => `line ${n + 1}.`)
  const log = lines.map((text, n) => `${new Date(1.65e12 + n).toISOString()} ${text}\n`).join('')
  await page.goto('/open')
  await drop(page, 'logs.tar.gz', await packed({ 'i-logs-202203292040/cloudwatch-logs/3.2.1-1': log }))
  await page.getByRole('link', { name: 'Log', exact: true }).click()
  await expect(line(page, 'line 25000.')).toBeVisible()
  const asked = apiRequests(page)
  await findBox(page).fill('00.')
  await expect(status(page)).toContainText('of 250')

  await openMenu(page, 'More')
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  const saved = await saving
  expect(saved.suggestedFilename()).toBe('i-3.2.1-1.log')
  expect(new TextDecoder().decode(await bytesOf(saved))).toBe(`${lines.join('\n')}\n`)
  expect(asked).toEqual([])
})
