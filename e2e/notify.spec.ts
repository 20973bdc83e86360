import type { Page } from '@playwright/test'
import type { EmbeddedAws } from './embedded-aws'
import { expect, test } from './fixtures'

let made = 0
const newImage = () => `notify-${Date.now()}-${made++}`
const logGroupOf = (imageId: string) => `/aws/imagebuilder/ParallelClusterImage-${imageId}`
const logStreamName = '9.9.0/1'

async function beginBuild(aws: EmbeddedAws, imageId: string) {
  const began = Date.now() - 10 * 60_000
  await aws.post('stacks', {
    stackName: imageId,
    creationTime: began,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '9.9.0' },
  })
  await say(aws, imageId, began, [
    'Document arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/9.9.0/1',
    'Phase build',
    'Step First',
    'ExecuteBash: STARTED EXECUTION',
    'CmdExecution: ExitCode 0',
    'ExecuteBash: FINISHED EXECUTION',
    'Step Second',
    'ExecuteBash: STARTED EXECUTION',
  ])
}

const say = (aws: EmbeddedAws, imageId: string, time: number, messages: string[]) =>
  aws.post('events', {
    logGroupName: logGroupOf(imageId),
    logStreamName,
    events: messages.map((message, index) => ({ timestamp: time + index, message })),
  })

async function failBuild(aws: EmbeddedAws, imageId: string) {
  await say(aws, imageId, Date.now(), [
    'Stdout: E: Unable to locate package foo',
    'CmdExecution: [ ERROR ] Command execution has resulted in an error',
    'CmdExecution: ExitCode 100',
    'ExecuteBash: FINISHED EXECUTION',
    'TOE has completed execution with failure - Execution failed!',
  ])
  await aws.post('stack-events', {
    stackName: imageId,
    events: [{ logicalResourceId: imageId, resourceStatus: 'CREATE_FAILED' }],
  })
}

type Shown = { title: string; body?: string }
type Recorded = { asked: number; shown: Shown[] }

/** A browser without a desktop shows nothing: what the page asks of it is recorded. */
async function recordNotifications(page: Page, answer: 'granted' | 'denied') {
  await page.addInitScript((permission) => {
    const recorded: Recorded = { asked: 0, shown: [] }
    class RecordedNotification {
      static permission = 'default'
      onclick = null
      constructor(title: string, options: object) {
        recorded.shown.push({ title, ...options })
      }
      static async requestPermission() {
        recorded.asked++
        return permission
      }
      close() {}
    }
    Object.assign(window, { Notification: RecordedNotification, recorded })
  }, answer)
}

const recorded = (page: Page) => page.evaluate(() => (window as unknown as { recorded: Recorded }).recorded)

test('who asks for it is notified of a build’s end with its cause, on whatever page, and once', async ({
  page,
  aws,
}) => {
  const imageId = newImage()
  await beginBuild(aws, imageId)
  await recordNotifications(page, 'granted')
  await page.goto(`/images/${imageId}`)
  const button = page.getByRole('button', { name: 'Notify me when it ends' })
  await expect(button).toBeVisible()
  expect(await recorded(page)).toEqual({ asked: 0, shown: [] })
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  expect((await recorded(page)).asked).toBe(1)

  // Asked for before a reload, and on another page.
  await page.goto('/images')
  await failBuild(aws, imageId)
  await expect
    .poll(async () => (await recorded(page)).shown, { timeout: 60_000 })
    .toEqual([
      expect.objectContaining({
        title: `${imageId}: Failed`,
        body: expect.stringMatching(/\nE: Unable to locate package foo$/),
      }),
    ])
  await page.reload()
  await expect(page.getByRole('link', { name: imageId })).toBeVisible()
  expect((await recorded(page)).shown).toEqual([])
})

test('a browser that forbids notifications is said to, and a build that ended has no button', async ({
  page,
  aws,
}) => {
  const imageId = newImage()
  await beginBuild(aws, imageId)
  await recordNotifications(page, 'denied')
  await page.goto(`/images/${imageId}/logstreams/${logStreamName}`)
  const button = page.getByRole('button', { name: 'Notify me when it ends' })
  await button.click()
  await expect(page.getByText('This browser blocks notifications here.')).toBeVisible()
  await expect(button).toHaveAttribute('aria-pressed', 'false')
  await failBuild(aws, imageId)
  await expect(button).toHaveCount(0, { timeout: 60_000 })
  expect((await recorded(page)).shown).toEqual([])
})

test('the title and icon of a running build’s log tell its state and steps, however the page comes', async ({
  page,
  aws,
}) => {
  const imageId = newImage()
  await beginBuild(aws, imageId)
  const address = `/images/${imageId}/logstreams/${logStreamName}`
  for (let load = 0; load < 4; load++) {
    await page.goto(address)
    await expect(page.getByText('Step Second').first()).toBeVisible()
    await expect(page).toHaveTitle(/^▶ (1 step|Building) · /)
    // What Next may still write of the page's own title comes after.
    await page.evaluate(() => {
      document.title = 'the page’s own'
    })
    await expect(page).toHaveTitle(/^▶ /)
  }
  await expect(page).toHaveTitle(`▶ 1 step · ${imageId}`, { timeout: 40_000 })
  await expect(page.locator('link[rel~="icon"]').last()).toHaveAttribute('href', /1f5fb8/)
  await failBuild(aws, imageId)
  await expect(page).toHaveTitle(`✗ Failed · ${imageId}`, { timeout: 40_000 })
  await expect(page.locator('link[rel~="icon"]').last()).toHaveAttribute('href', /b42b1f/)
  await page.getByRole('link', { name: 'Images', exact: true }).click()
  await expect(page).toHaveTitle(/Images/)
})

test('the list’s title counts what is being built', async ({ page, aws }) => {
  await page.goto('/images?region=ap-south-1')
  await expect(page).toHaveTitle('Images · Image Build Logs')
  await aws.post('stacks', {
    region: 'ap-south-1',
    stackName: 'counted',
    tags: { 'parallelcluster:image_id': 'counted', 'parallelcluster:version': '3.13.0' },
  })
  await page.reload()
  await expect(page).toHaveTitle('▶ 1 building · Images')
  await aws.post('stack-events', {
    stackName: 'counted',
    region: 'ap-south-1',
    events: [{ logicalResourceId: 'counted', resourceStatus: 'CREATE_FAILED' }],
  })
  await expect(page).toHaveTitle('Images · Image Build Logs', { timeout: 40_000 })
})
