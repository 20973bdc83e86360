import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { EmbeddedAws } from './embedded-aws'
import { freePort, type Running, start } from './processes'

const failed = 'hpc-al2023-3-14-0'
const good = 'hpc-al2023-3-11-1'

const running: Running[] = []
test.afterAll(async () => {
  for (const each of running.reverse()) await each.stop()
})

async function startAws(): Promise<EmbeddedAws> {
  const endpoint = await start(
    ['npx', 'tsx', 'e2e/aws-endpoint/main.ts'],
    {},
    /AWS endpoint: (http:\/\/127\.0\.0\.1:\d+)/,
  )
  running.push(endpoint)
  return new EmbeddedAws(endpoint.match[1] ?? '')
}

async function startServer(aws: EmbeddedAws, archive: string) {
  const port = await freePort()
  const server = await start(
    ['npm', 'start'],
    {
      ...aws.env,
      CACHE_DIR: mkdtempSync(join(tmpdir(), 'cache-')),
      ARCHIVE: archive,
      ISSUES_URL: 'https://github.com/acme/images',
      PORT: String(port),
    },
    /Dashboard/,
  )
  running.push(server)
  return { url: `http://127.0.0.1:${port}`, stop: server.stop }
}

test('a build that was deleted is listed and read by a later server, with its cause, its log and its stack events', async ({
  page,
}) => {
  test.setTimeout(240_000)
  const aws = await startAws()
  const archive = mkdtempSync(join(tmpdir(), 'archive-'))
  const first = await startServer(aws, archive)
  const kept = () => readdirSync(archive, { recursive: true, encoding: 'utf8' }).join('\n')
  for (const imageId of [failed, good])
    await expect
      .poll(kept, { timeout: 120_000 })
      .toMatch(new RegExp(`${imageId}-logs-\\d{12}\\.tar\\.gz$`, 'm'))
  for (const imageId of [failed, good]) await aws.post('deletions', { imageId, forgotten: true })
  await first.stop()

  const { url } = await startServer(aws, archive)
  await page.goto(`${url}/images`)
  const row = page.getByRole('row').filter({ hasText: failed })
  await expect(row).toContainText('Failed; kept')
  await expect(row).toContainText('Kernel headers not found')
  await expect(page.getByRole('row').filter({ hasText: good })).toContainText('Built; kept')

  await row.getByRole('link').first().click()
  await expect(page.getByText('AWS has forgotten this build.')).toBeVisible()
  const cause = page.getByRole('region', { name: 'Likely cause' })
  await expect(cause).toContainText('Unable to find a match: kernel-devel')

  await cause.getByRole('link', { name: 'Show in the log' }).click()
  const line = page.locator('.log-row[data-cause="start"]')
  await expect(line).toContainText('Unable to find a match: kernel-devel')
  await expect(page.getByText('InstallPClusterPackages').first()).toBeVisible()

  await page.getByRole('link', { name: 'Stack events', exact: true }).click()
  await expect(page.getByText('ParallelClusterImage', { exact: true }).first()).toBeVisible()

  await page.goto(`${url}/images/${failed}`)
  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as archive' }).click()
  expect((await saving).suggestedFilename()).toMatch(new RegExp(`^${failed}-logs-\\d{12}\\.tar\\.gz$`))

  await page.getByRole('button', { name: 'Report a bug' }).click()
  const issue = page.getByRole('dialog').getByRole('link', { name: 'Open GitHub issue' })
  await expect(issue).toHaveAttribute(
    'href',
    /^https:\/\/github\.com\/acme\/images\/issues\/new\?title=Image/,
  )
})
