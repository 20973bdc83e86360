import type { Page } from '@playwright/test'
import type { EmbeddedAws } from './embedded-aws'
import { expect, test } from './fixtures'

const minute = 60_000
const logStreamName = '9.9.0/1'
const component =
  'arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/9.9.0/1'

type TimedStep = { name: string; minutes: number; stdout?: readonly string[]; exit?: number | null }

/** A log that begins `began` ago: its steps one after another, each as long as it says; `exit: null` still runs. */
async function writeLog(aws: EmbeddedAws, imageId: string, began: number, steps: readonly TimedStep[]) {
  let time = Date.now() - began
  const events: { timestamp: number; message: string }[] = []
  const say = (...messages: string[]) => {
    for (const message of messages) events.push({ timestamp: time, message })
  }
  say(`Document ${component}`, 'Phase build')
  for (const { name, minutes, stdout = [], exit = 0 } of steps) {
    say(`Step ${name}`, 'ExecuteBash: STARTED EXECUTION', ...stdout.map((text) => `Stdout: ${text}`))
    if (exit === null) break
    time += minutes * minute
    say('CmdExecution: Command execution has been completed')
    if (exit > 0) say('CmdExecution: [ ERROR ] Command execution has resulted in an error')
    say(`CmdExecution: ExitCode ${exit}`, 'ExecuteBash: FINISHED EXECUTION')
  }
  const last = steps.at(-1)?.exit ?? 0
  if (steps.at(-1)?.exit !== null)
    say(
      last === 0
        ? 'TOE has completed execution successfully'
        : 'TOE has completed execution with failure - Execution failed!',
    )
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  await aws.post('events', { logGroupName, logStreamName, events })
}

const tagsOf = (imageId: string) => ({
  'parallelcluster:image_id': imageId,
  'parallelcluster:image_name': imageId,
  'parallelcluster:version': '9.9.0',
  'parallelcluster:build_status': 'available',
})

let made = 0
const newImage = (word: string) => `${word}-${Date.now()}-${made++}`

async function goodBuild(aws: EmbeddedAws, steps: readonly TimedStep[]) {
  const imageId = newImage('usual')
  await writeLog(aws, imageId, 90 * minute, steps)
  const ami = `ami-${Date.now().toString(16).padStart(17, '0').slice(-17)}`
  await aws.post('amis', { imageId: ami, name: imageId, tags: tagsOf(imageId) })
  return imageId
}

/** `failed`: the event that ends a stack so. */
const stackEnd = (imageId: string) => [
  {
    logicalResourceId: 'ParallelClusterImage',
    resourceType: 'AWS::ImageBuilder::Image',
    resourceStatus: 'CREATE_FAILED',
    resourceStatusReason: `Document ${component} failed!`,
  },
  { logicalResourceId: imageId, resourceStatus: 'CREATE_FAILED' },
]

const icon = (page: Page) => page.locator('link[rel="icon"]').last()

test('a running build tells its step, what is usual and a long silence; its end is seen in one poll', async ({
  page,
  aws,
}) => {
  const usual = [
    { name: 'AWSRegion', minutes: 0 },
    { name: 'InstallPClusterPackages', minutes: 20 },
    { name: 'AmiCleanup', minutes: 1 },
  ]
  await goodBuild(aws, usual)
  const imageId = newImage('running')
  await aws.post('stacks', {
    stackName: imageId,
    creationTime: Date.now() - 20 * minute,
    tags: tagsOf(imageId),
  })
  await writeLog(aws, imageId, 14.5 * minute, [
    { name: 'AWSRegion', minutes: 0 },
    { name: 'InstallPClusterPackages', minutes: 0, stdout: ['Calling cinc-client'], exit: null },
  ])
  await page.goto(`/images/${imageId}`)
  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress).toContainText('InstallPClusterPackages')
  await expect(progress).toContainText(/for 14 min/)
  await expect(progress).toContainText(/usually 20 min/)
  await expect(progress).toContainText(/no output for 14 min/)
  await expect(progress).toContainText('1 of about 3 steps')
  await expect(page).toHaveTitle(`▶ 1/3 · ${imageId}`)
  await expect(icon(page)).toHaveAttribute('href', /1f5fb8/)
  await expect(page.getByRole('region', { name: 'Likely cause' })).toHaveCount(0)

  const end = [
    'CmdExecution: [ ERROR ] Command execution has resulted in an error',
    'CmdExecution: ExitCode 7',
  ]
  const logGroupName = `/aws/imagebuilder/ParallelClusterImage-${imageId}`
  const events = [
    'Stdout: E: Unable to locate package foo',
    ...end,
    'ExecuteBash: FINISHED EXECUTION',
    'TOE has completed execution with failure - Execution failed!',
  ].map((message) => ({ timestamp: Date.now(), message }))
  await aws.post('events', { logGroupName, logStreamName, events })
  await aws.post('stack-events', { stackName: imageId, events: stackEnd(imageId) })
  await expect(page).toHaveTitle(`✗ Failed · ${imageId}`, { timeout: 25_000 })
  await expect(icon(page)).toHaveAttribute('href', /b42b1f/)
  const cause = page.getByRole('region', { name: 'Likely cause' })
  await expect(cause).toContainText(/Exit code\s*7/)
  await expect(cause.locator('pre, code')).toHaveText(['E: Unable to locate package foo'])
  await expect(progress).toHaveCount(0)
})

test('a failed build is compared with the last good one: slower steps and new errors, not times and ids', async ({
  page,
  aws,
}) => {
  const good = await goodBuild(aws, [
    {
      name: 'InstallCinc',
      minutes: 1,
      stdout: ['error: tolerated, pid 12 on 10.0.0.1, i-0abcdef0123456789'],
    },
    { name: 'InstallPClusterPackages', minutes: 20 },
  ])
  const imageId = newImage('slower')
  const began = Date.now() - 60 * minute
  await aws.post('stacks', {
    stackName: imageId,
    stackStatus: 'CREATE_FAILED',
    creationTime: began,
    tags: tagsOf(imageId),
  })
  await aws.post('stack-events', { stackName: imageId, events: stackEnd(imageId) })
  await writeLog(aws, imageId, 60 * minute, [
    {
      name: 'InstallCinc',
      minutes: 4,
      stdout: ['error: tolerated, pid 99 on 10.0.7.2, i-0fedcba9876543210'],
    },
    {
      name: 'InstallPClusterPackages',
      minutes: 20,
      stdout: ['E: Unable to locate package foo', 'E: Unable to locate package foo'],
      exit: 1,
    },
  ])
  await page.goto(`/images/${imageId}`)
  const compared = page.getByRole('region', { name: 'Compared with a good build of the same version' })
  await expect(compared.getByRole('link', { name: `${good} ${logStreamName}` })).toBeVisible()
  await expect(compared.getByRole('row', { name: /InstallCinc/ })).toHaveText(/InstallCinc.*4 min.*1 min/, {
    timeout: 60_000,
  })
  await expect(compared).toContainText(/First step that went differently: InstallPClusterPackages, failed/)
  await expect(compared.getByText('E: Unable to locate package foo')).toHaveCount(1)
  await expect(compared).not.toContainText('tolerated')
})
