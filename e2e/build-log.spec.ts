import type { Page } from '@playwright/test'
import type { EmbeddedAws } from './embedded-aws'
import { expect, test } from './fixtures'

const hour = 3_600_000
const logStreamName = '3.13.0/1'
const logOf = (imageId: string, query = '') => `/images/${imageId}/logstreams/${logStreamName}${query}`
const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
const line = (page: Page, text: string) => log(page).locator('.log-row').filter({ hasText: text })

/** What is said now: an empty one waits for something else to say. */
const status = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ })

const component = (name: string) =>
  `arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-${name}/3.13.0/1`

type Step = { name: string; stdout?: readonly string[]; stderr?: string; exit?: number }

function stepMessages({ name, stdout = [], stderr = '', exit = 0 }: Step): string[] {
  return [
    `Step ${name}`,
    'ExecuteBash: STARTED EXECUTION',
    ...stdout.map((text) => `Stdout: ${text}`),
    ...(stderr ? [`Stderr: ${stderr}\n\n`] : []),
    'CmdExecution: Command execution has been completed',
    exit === 0
      ? 'CmdExecution: Command execution was completed successfully'
      : 'CmdExecution: [ ERROR ] Command execution has resulted in an error',
    `CmdExecution: Stderr: ${stderr ? `${stderr}\n\n` : ''}`,
    `CmdExecution: ExitCode ${exit}`,
    'ExecuteBash: FINISHED EXECUTION',
  ]
}

let made = 0

/** A build that ended, with its log a line a second and, when it failed, its stack. */
async function build(aws: EmbeddedAws, steps: readonly Step[]): Promise<string> {
  const imageId = `steps-${Date.now()}-${made++}`
  const failed = steps.some(({ exit }) => exit)
  const messages = [
    `Document ${component('a')}`,
    'Phase build',
    ...steps.flatMap(stepMessages),
    failed
      ? 'TOE has completed execution with failure - Execution failed!'
      : 'TOE has completed execution successfully',
  ]
  const start = Date.now() - 3 * hour
  const events = messages.map((message, index) => ({ timestamp: start + index * 10, message }))
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  await aws.post('events', { logGroupName, logStreamName, events })
  if (failed)
    await aws.post('stacks', {
      stackName: imageId,
      stackStatus: 'CREATE_FAILED',
      creationTime: start,
      tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
      events: [
        {
          logicalResourceId: 'ParallelClusterImage',
          resourceType: 'AWS::ImageBuilder::Image',
          resourceStatus: 'CREATE_FAILED',
          resourceStatusReason: 'Document arn:x failed!',
          timestamp: start + hour,
        },
        { logicalResourceId: imageId, resourceStatus: 'CREATE_FAILED', timestamp: start + hour + 1 },
      ],
    })
  return imageId
}

const script = (word: string) => `set -e\nif [ -z "$X" ]; then\n  echo "Failing ${word}"\n  exit 1\nfi`
const talk = (count: number) => Array.from({ length: count }, (_, index) => `talk ${index + 1}.`)

/** Where on the screen a line is now. */
const topOf = async (page: Page, text: string) =>
  (await line(page, text).first().boundingBox())?.y ?? Number.NaN

test('a failed build opens at its cause though a script stands before it; e and Shift+E go through all errors', async ({
  page,
  aws,
}) => {
  const errors = [
    'a: error: 1',
    'b: error: 2',
    'c: error: 3',
    'd: error: 4',
    'E: Unable to locate package foo',
  ]
  const imageId = await build(aws, [
    { name: 'Before', stdout: talk(400), stderr: script('before') },
    { name: 'InstallTools', stdout: talk(300), stderr: [script('tools'), ...errors].join('\n'), exit: 100 },
  ])
  await page.goto(logOf(imageId))
  const current = (text: string) => line(page, text).and(page.locator('[data-current]'))
  await expect(line(page, 'E: Unable to locate package foo')).toBeInViewport()
  // A cause that is not known yet would leave nowhere to step from.
  await expect(page.getByText('apt found no package foo.')).toBeVisible()
  await page.keyboard.press('Shift+E')
  await expect(status(page)).toHaveText('Error 4 of 5')
  await expect(current('d: error: 4')).toBeInViewport()
  await page.keyboard.press('e')
  await expect(status(page)).toHaveText('Error 5 of 5')
  await expect(current('E: Unable to locate package foo')).toBeInViewport()
  await page.keyboard.press('e')
  await expect(status(page)).toHaveText('Error 1 of 5')
  await expect(current('a: error: 1')).toBeInViewport()
})

test('echoed scripts and repeated stderr are folded; a header, the key x and find open them', async ({
  page,
  aws,
}) => {
  const imageId = await build(aws, [
    { name: 'AWSRegion', stdout: ['us-east-1'], stderr: script('region') },
    { name: 'Download', stdout: ['fetching'], stderr: `${script('download')}\ncurl: a warning of note` },
  ])
  await page.goto(logOf(imageId))
  const headers = log(page).getByRole('button', { name: /^Script source \(5 lines/ })
  const again = log(page).getByRole('button', { name: /^stderr repeated \(/ })
  await expect(headers).toHaveCount(2)
  await expect(again).toHaveCount(2)
  await expect(headers.first()).toHaveAttribute('aria-expanded', 'false')
  await expect(line(page, 'Failing')).toHaveCount(0)
  await expect(line(page, 'curl: a warning of note')).toHaveCount(1)

  await headers.first().click()
  await expect(headers.first()).toHaveAttribute('aria-expanded', 'true')
  await expect(line(page, 'Failing region')).toHaveCount(1)
  await headers.first().click()
  await expect(line(page, 'Failing region')).toHaveCount(0)

  await log(page).focus()
  await page.keyboard.press('x')
  await expect(line(page, 'Failing')).toHaveCount(4)
  await page.keyboard.press('x')
  await expect(line(page, 'Failing')).toHaveCount(0)

  await page.getByRole('searchbox', { name: 'Find in log' }).fill('failing')
  await expect(status(page)).toHaveText('1 of 4')
  await expect(line(page, 'Failing region')).toBeInViewport()
  await expect(headers.first()).toHaveAttribute('aria-expanded', 'true')
  await expect(headers.nth(1)).toHaveAttribute('aria-expanded', 'false')
})

test('what is folded is copied all the same', async ({ page, aws, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const imageId = await build(aws, [{ name: 'AWSRegion', stdout: ['us-east-1'], stderr: script('region') }])
  await page.goto(logOf(imageId))
  const link = (text: string) => line(page, text).getByRole('link', { name: /^Link to line / })
  await link('Stdout: us-east-1').click()
  await link('CmdExecution: Command execution has been completed').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+c')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n').map((text) => text.trim())).toEqual([
    'Stdout: us-east-1',
    `Stderr: ${script('region').split('\n')[0]}`,
    ...script('region')
      .split('\n')
      .slice(1)
      .map((text) => text.trim()),
    '',
    'CmdExecution: Command execution has been completed',
  ])
})

test('folding above moves nothing: scripts by x, a step by its header', async ({ page, aws }) => {
  const steps = Array.from({ length: 12 }, (_, index) => ({
    name: `Step${index}`,
    stdout: talk(20).map((text) => `${index} ${text}`),
    stderr: script(`step ${index}`),
  }))
  const imageId = await build(aws, steps)
  await page.goto(logOf(imageId))
  await expect(log(page).getByRole('button', { name: /^Step11, .*lines/ })).toBeVisible()
  await log(page).focus()
  for (const key of ['PageUp', 'PageUp']) await page.keyboard.press(key)
  const rows = log(page).locator('.log-row:not([data-kind])')
  const box = await log(page).boundingBox()
  await expect.poll(async () => (await rows.allInnerTexts()).some((text) => text.includes('talk'))).toBe(true)
  const watched = await rows.evaluateAll((elements, top) => {
    const inView = elements.find(
      (element) => element.getBoundingClientRect().top > top + 60 && element.textContent?.includes('talk'),
    )
    return /\d+ talk \d+\./.exec(inView?.textContent ?? '')?.[0] ?? ''
  }, box?.y ?? 0)
  const before = await topOf(page, watched)
  await page.keyboard.press('x')
  await expect(line(page, 'Failing').first()).toBeAttached()
  expect(Math.abs((await topOf(page, watched)) - before)).toBeLessThanOrEqual(1)
  await page.keyboard.press('x')
  await expect(line(page, 'Failing')).toHaveCount(0)
  expect(Math.abs((await topOf(page, watched)) - before)).toBeLessThanOrEqual(1)
})

test('a hit inside a folded step opens it', async ({ page, aws }) => {
  const imageId = await build(aws, [
    { name: 'First', stdout: ['the Needle lies here'] },
    { name: 'Second', stdout: ['other'] },
  ])
  await page.goto(logOf(imageId))
  const header = log(page).getByRole('button', { name: /^First, \d+ ms|^First, / })
  await expect(header).toHaveAttribute('aria-expanded', 'true')
  await header.click()
  await expect(line(page, 'the Needle lies here')).toHaveCount(0)
  await page.getByRole('searchbox', { name: 'Find in log' }).fill('needle')
  await expect(status(page)).toHaveText('1 of 1')
  await expect(line(page, 'the Needle lies here')).toBeInViewport()
  await expect(header).toHaveAttribute('aria-expanded', 'true')
})

test('a Chef run of 4,000 resources: the outline stays small, says what it leaves out, hides what was up to date', async ({
  page,
  aws,
}) => {
  const chef = Array.from({ length: 20 }, (_, recipe) => [
    `Recipe: cluster::part${recipe}`,
    ...Array.from({ length: 200 }, (_, resource) =>
      resource === 7
        ? [`  * file[/opt/${recipe}/7] action create`, '    - create new file']
        : [`  * file[/opt/${recipe}/${resource}] action create (up to date)`],
    ).flat(),
  ]).flat()
  const stdout = [
    'Infra Phase starting',
    ...chef,
    'Infra Phase complete, 20/4000 resources updated in 1 minute',
  ]
  const imageId = await build(aws, [{ name: 'InstallPClusterPackages', stdout }])
  await page.goto(logOf(imageId))
  const outline = page.getByRole('navigation', { name: 'Outline' })
  await page.getByRole('button', { name: 'Outline', exact: true }).click()
  await outline.getByRole('button', { name: 'Chef 4,000 resources' }).click()
  const recipes = outline.getByRole('button', { name: /cluster::part/ })
  await expect(recipes).toHaveCount(20)
  for (let index = 0; index < 20; index++) await recipes.nth(index).click()
  // What was up to date is listed to a bound; what is not listed is counted.
  await expect(outline.getByText('more, which the log shows').last()).toBeAttached()
  const told = await outline.getByText('more, which the log shows').allInnerTexts()
  const unlisted = told.reduce(
    (sum, text) => sum + Number(/[\d,]+(?= more)/.exec(text)?.[0].replace(',', '')),
    0,
  )
  const links = outline.getByRole('link', { name: /file\[/ })
  expect((await links.count()) + unlisted).toBe(4_000)
  expect(await page.locator('*').count()).toBeLessThan(6_000)

  await outline.getByRole('checkbox', { name: 'Hide 3,980 up to date' }).check()
  await expect(links).toHaveCount(20)
  await expect(outline.getByText('more, which the log shows')).toHaveCount(0)
  await expect(log(page).locator('.log-row').filter({ hasText: '(up to date)' })).toHaveCount(0)
})

test('a log that AWS will not let be read leaves the cause to the rest, and says so in AWS’s words', async ({
  page,
  aws,
}) => {
  const imageId = await build(aws, [
    { name: 'InstallTools', stderr: 'E: Unable to locate package foo', exit: 100 },
  ])
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  const { id } = await aws.post<{ id: string }>('faults', {
    kind: 'accessDenied',
    operation: 'GetLogEvents',
    containing: logGroupName,
  })
  await page.goto(`/images/${imageId}`)
  const cause = page.getByRole('region', { name: 'Likely cause' })
  await expect(cause).toContainText('The log could not be read; this is told without it.')
  await expect(cause).toContainText('is not authorized to perform')
  await aws.delete(`faults/${id}`)
  await cause.getByRole('button', { name: 'Retry' }).click()
  await expect(cause.locator('pre')).toHaveText('E: Unable to locate package foo')
  await expect(cause).not.toContainText('could not be read')
})

/** Refuses an operation for the questions that hold this text, until the test is over. */
async function refuse(aws: EmbeddedAws, operation: string, containing: string) {
  const { id } = await aws.post<{ id: string }>('faults', { kind: 'accessDenied', operation, containing })
  return () => aws.delete(`faults/${id}`)
}

test('an image whose stack AWS will not let be read: its log is linked and told all the same', async ({
  page,
  aws,
}) => {
  const failed = await build(aws, [
    { name: 'InstallTools', stderr: 'E: Unable to locate package foo', exit: 100 },
  ])
  const good = await build(aws, [{ name: 'InstallTools', stdout: ['done'] }])
  const allow = await refuse(aws, 'DescribeStacks', 'steps-')
  await page.goto(`/images/${failed}`)
  const cause = page.getByRole('region', { name: 'Likely cause' })
  await expect(cause.locator('pre')).toHaveText('E: Unable to locate package foo')
  await expect(cause).toContainText('The image’s state and the stack’s events could not be read')
  await expect(page.getByRole('alert').first()).toContainText('This image could not be read.')
  await expect(page.getByRole('alert').first()).toContainText('is not authorized to perform')
  await expect(cause).not.toContainText('is not authorized to perform')
  await expect(page.getByRole('list', { name: 'Log streams' })).toContainText(logStreamName)
  await cause.getByRole('link', { name: 'Show in the log' }).click()
  await expect(line(page, 'E: Unable to locate package foo').first()).toBeInViewport()

  await page.goto(`/images/${good}`)
  await expect(page.getByText('As far as its log tells: The build did not fail.')).toBeVisible()
  await expect(cause).toHaveCount(0)

  await page.goto(`/images/${failed}`)
  await expect(page.getByRole('alert').first()).toContainText('This image could not be read.')
  await allow()
  await page.getByRole('alert').first().getByRole('button', { name: 'Retry' }).click()
  await expect(page.getByRole('main').getByText('Failed', { exact: true }).first()).toBeVisible()
  await expect(page.getByText('could not be read')).toHaveCount(0)
})

test('Image Builder refused: the page says what it does without, of a failed build and of a running one', async ({
  page,
  aws,
}) => {
  const imageId = `refused-${Date.now()}`
  const arn = `arn:aws:imagebuilder:us-east-1:123456789012:image/parallelclusterimage-${imageId}/3.13.0/1`
  const resource = { logicalResourceId: 'ParallelClusterImage', physicalResourceId: arn }
  const stack = (status: string) => ({
    stackName: imageId,
    stackStatus: status,
    creationTime: Date.now() - hour,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.13.0' },
    events: [
      {
        ...resource,
        resourceType: 'AWS::ImageBuilder::Image',
        resourceStatus: status,
        timestamp: Date.now() - hour / 2,
      },
    ],
  })
  const { stackId } = await aws.post<{ stackId: string }>('stacks', stack('CREATE_IN_PROGRESS'))
  await aws.post('images', { arn, name: imageId, version: '3.13.0', status: 'BUILDING' })
  await refuse(aws, 'GetImage', imageId)
  const notice = page.getByText('Image Builder’s word on the build could not be read')
  await page.goto(`/images/${imageId}`)
  await expect(notice).toHaveCount(1)
  await expect(page.getByRole('main')).toContainText('is not authorized to perform')
  await aws.post('stacks', { ...stack('CREATE_FAILED'), stackId })
  await page.reload()
  await expect(page.getByRole('region', { name: 'Likely cause' })).toContainText(
    'Image Builder’s word on the build could not be read; this is told without it.',
  )
  await expect(notice).toHaveCount(1)
})
