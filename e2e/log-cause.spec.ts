import type { Page, Route } from '@playwright/test'
import { expect, test } from './fixtures'

const address = '/images/hpc-al2023-3-14-0/logstreams/3.14.0/1'
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const cause = (page: Page) => log(page).locator('.log-row[data-cause="start"]')

test('the log of a failed build opens at its cause, under its step, and e leads on from there', async ({
  page,
}) => {
  await page.goto(address)
  await expect(cause(page)).toBeInViewport()
  await expect(cause(page)).toContainText('Unable to find a match: kernel-devel')
  await expect(
    page.getByRole('button', { name: /^InstallPClusterPackages, .*failed, exit 1, [\d,]+ lines/ }).first(),
  ).toBeVisible()

  await page.keyboard.press('Shift+E')
  const status = page.getByRole('main').getByRole('status').first()
  await expect(status).toHaveText(/^Error \d+ of \d+$/)
  const [, number, count] = /(\d+) of (\d+)/.exec((await status.textContent()) ?? '') ?? []
  await page.keyboard.press('e')
  await expect(status).toHaveText(`Error ${Number(number) + 1} of ${count}`)
  await expect(cause(page)).toHaveAttribute('data-current', 'true')
})

test('a cause that is long in coming is gone to as long as nobody has moved', async ({ page }) => {
  const release = await holdCause(page)
  await page.goto(address)
  await expect(page.getByText('Reading the log for its likely cause…')).toBeVisible({ timeout: 15_000 })
  await expect(page.getByText('End of log')).toBeInViewport()
  release()
  await expect(cause(page)).toBeInViewport()
})

test('a reader who has moved is not taken to a cause that comes late', async ({ page }) => {
  const release = await holdCause(page)
  await page.goto(address)
  await expect(page.getByText('End of log')).toBeInViewport({ timeout: 15_000 })
  await page.keyboard.press('Home')
  await expect(page.getByText('Beginning of log')).toBeInViewport()
  const first = await log(page).locator('[data-at]').first().getAttribute('data-at')
  const answered = page.waitForEvent('requestfinished', (request) => /\/cause\?/.test(request.url()))
  release()
  await answered
  await expect(page.getByRole('button', { name: 'Outline' })).toBeVisible()
  await expect(log(page).locator(`[data-at="${first}"]`)).toBeInViewport()
  await expect(cause(page)).not.toBeInViewport()
})

test('a cause in the middle of one long event is in view when its link is followed', async ({
  page,
  aws,
}) => {
  const imageId = `long-event-${Date.now()}`
  const lines = Array.from({ length: 300 }, (_, index) => `reading list ${index}`)
  lines[150] = 'E: Unable to locate package gadget'
  const messages = [
    'Document arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-a/9.9.0/1',
    'Phase build',
    'Step InstallTools',
    'ExecuteBash: STARTED EXECUTION',
    'CmdExecution: Command execution has been completed',
    'CmdExecution: [ ERROR ] Command execution has resulted in an error',
    `CmdExecution: Stderr: ${lines.join('\n')}`,
    'CmdExecution: ExitCode 100',
    'ExecuteBash: FINISHED EXECUTION',
    'TOE has completed execution with failure - Execution failed!',
  ]
  const began = Date.now() - 3_600_000
  const events = messages.map((message, index) => ({ timestamp: began + index * 100, message }))
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  await aws.post('stacks', {
    stackName: imageId,
    stackStatus: 'CREATE_FAILED',
    creationTime: began,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '9.9.0' },
  })
  await aws.post('events', { logGroupName, logStreamName: '9.9.0/1', events })
  await page.goto(`/images/${imageId}`)
  await page
    .getByRole('region', { name: 'Likely cause' })
    .getByRole('link', { name: 'Show in the log' })
    .click()
  await expect(cause(page)).toHaveText(/E: Unable to locate package gadget/)
  await expect(cause(page)).toBeInViewport()
  await page.reload()
  await expect(cause(page)).toBeInViewport()
})

/** Keeps the answer to `/cause` back until the returned function is called. */
async function holdCause(page: Page): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/cause\?/, async (route: Route) => {
    await released
    await route.continue()
  })
  return release
}
