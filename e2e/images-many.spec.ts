import type { EmbeddedAws } from './embedded-aws'
import { failStack } from './failed-stack'
import { expect, test } from './fixtures'

/** An hour apart. */
async function failedBuilds(aws: EmbeddedAws, region: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await failStack(aws, region, {
      stackName: `failed-${String(n).padStart(3, '0')}`,
      timestamp: Date.now() - (n + 2) * 3_600_000,
      reason: 'quota',
    })
}

const row = (page: import('@playwright/test').Page, imageId: string) =>
  page.getByRole('table', { name: 'Images' }).getByRole('row', { name: new RegExp(imageId) })

test('rows ask why their builds failed when they come into sight, together, and once', async ({
  page,
  aws,
}) => {
  const region = 'ap-south-1'
  await failedBuilds(aws, region, 150)
  const requests: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/v3/images/failures')) requests.push(request.url())
  })
  const askedAbout = async () => {
    const { calls } = await aws.get<{ calls: { region: string }[] }>('calls?operation=DescribeStackEvents')
    return calls.filter((call) => call.region === region).length
  }
  await page.goto(`/images?region=${region}`)
  await expect(row(page, 'failed-000')).toContainText('quota')
  await expect(row(page, 'failed-010')).toContainText('quota')
  expect(requests.length).toBeLessThanOrEqual(2)
  expect(await askedAbout()).toBeLessThan(60)
  await page.getByRole('button', { name: 'All 150' }).waitFor()
  await expect(async () => {
    await page.mouse.wheel(0, 3_000)
    await expect(row(page, 'failed-149')).toContainText('quota', { timeout: 1_000 })
  }).toPass()

  const before = await askedAbout()
  await page.reload()
  await page.evaluate(() => scrollTo(0, 0))
  await expect(row(page, 'failed-000')).toContainText('quota')
  // Rows whose answers were still under way when the page was left may ask once more.
  expect(await askedAbout()).toBeLessThan(before + 10)
})

test('a click in the list gives up what rows ask', async ({ page, aws }) => {
  const region = 'ap-southeast-1'
  await failedBuilds(aws, region, 40)
  const fault = { kind: 'delay', operation: 'DescribeStackEvents', region, delayMs: 3_000 }
  const { id } = await aws.post<{ id: string }>('faults', fault)
  try {
    const asked = page.waitForRequest((request) => request.url().includes('/v3/images/failures'))
    await page.goto(`/images?region=${region}`)
    const given = page.waitForEvent('requestfailed', (request) =>
      request.url().includes('/v3/images/failures'),
    )
    await asked
    await row(page, 'failed-003').getByRole('link').click()
    await given
    await expect(page.getByRole('heading', { name: 'failed-003' })).toBeVisible()
  } finally {
    await aws.delete(`faults/${id}`)
  }
})

test('a list that is still being read says what its filters and its search cover', async ({ page, aws }) => {
  const region = 'eu-central-1'
  await failedBuilds(aws, region, 60)
  const fault = { kind: 'delay', operation: 'DescribeStacks', region, after: 1, delayMs: 6_000 }
  const { id } = await aws.post<{ id: string }>('faults', fault)
  try {
    await page.goto(`/images?region=${region}&q=failed-055`)
    await expect(page.getByText('No matches in 20 images read so far.')).toBeVisible()
    await expect(page.getByText(/cover the \d+ read so far/)).toBeVisible()
    await expect(row(page, 'failed-055')).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/read so far/)).toHaveCount(0)
  } finally {
    await aws.delete(`faults/${id}`)
  }
})
