import { CloudWatchLogsClient, DeleteLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { line, log, numbered, numberedLog, openLog } from './log-page'

const minute = 60_000
const hour = 60 * minute
/** Reading is to go on so soon after things are well again. */
const soon = { timeout: 10_000 }

const running = { lines: 300, running: true }
const recently = () => ({ ...running, startTime: Date.now() - 10 * minute })

/** A network that swallows every question of the API while it is told to: nothing comes back, not even a failure. */
async function unreliable(page: Page) {
  let swallows = false
  await page.route('**/v3/**', async (route) => {
    if (!swallows) await route.continue()
  })
  return {
    swallow: () => {
      swallows = true
    },
    recover: () => {
      swallows = false
    },
  }
}

const noAnswer = (page: Page) =>
  page.getByRole('status').filter({ hasText: /No answer since \d\d:\d\d:\d\d UTC/ })

test('a network that swallowed every question is said, and followed through: lines and state come by themselves', async ({
  page,
  aws,
}) => {
  const network = await unreliable(page)
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  network.swallow()
  await expect(noAnswer(page)).toBeVisible()
  await expect(page.getByText(/^No answer since .* Asking again every 5 s\.$/)).toBeVisible()
  await expect(page.getByText(/^stalled since \d\d:\d\d:\d\d UTC$/)).toBeVisible()
  await build.write(['after the silence.'])
  await build.finish('CREATE_FAILED')
  // Longer than any question was waited for before it was asked again.
  await page.waitForRequest((request) => request.url().includes('/logstreams/'))
  network.recover()
  await expect(line(page, 'after the silence.')).toBeVisible(soon)
  await expect(noAnswer(page)).toBeHidden()
  await expect(page.getByRole('button', { name: 'End', exact: true })).toBeVisible(soon)
})

test('a page that is opened while questions are swallowed opens as soon as they are answered', async ({
  page,
  aws,
}) => {
  const network = await unreliable(page)
  const build = await numberedLog(aws, recently())
  network.swallow()
  await page.goto(build.path)
  await expect(noAnswer(page)).toBeVisible()
  network.recover()
  await expect(line(page, 'line 300.')).toBeVisible(soon)
})

test('a frozen tab whose questions were lost meanwhile reads on when it is thawed', async ({ page, aws }) => {
  const network = await unreliable(page)
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  const tab = await page.context().newCDPSession(page)
  network.swallow()
  await page.waitForRequest((request) => request.url().includes('/logstreams/'))
  await tab.send('Page.setWebLifecycleState', { state: 'frozen' })
  await build.write(numbered(50, 'unseen'))
  network.recover()
  await tab.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(line(page, 'unseen 50.')).toBeInViewport(soon)
})

test('a laptop that slept for an hour shows what came meanwhile', async ({ page, aws }) => {
  await page.clock.install()
  const network = await unreliable(page)
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  network.swallow()
  await page.waitForRequest((request) => request.url().includes('/logstreams/'))
  await build.write(numbered(50, 'asleep'))
  network.recover()
  await page.clock.fastForward(hour)
  await expect(line(page, 'asleep 50.')).toBeInViewport(soon)
  await expect(noAnswer(page)).toBeHidden()
})

test('who is signed out while following is told since when, and offered to sign in', async ({
  page,
  aws,
}) => {
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  let signedOut = true
  await page.route('**/v3/**', (route) =>
    signedOut
      ? route.fulfill({
          status: 401,
          headers: { 'www-authenticate': 'Bearer realm="image-build-logs"' },
          json: { message: 'Sign in first, or send a token.' },
        })
      : route.continue(),
  )
  // Signing in leads through another document.
  page.on('framenavigated', () => {
    signedOut = false
  })
  const alert = page.getByRole('alert').filter({ hasText: /No new lines since .* you are signed out/ })
  await expect(alert).toBeVisible()
  await build.write(['while signed out.'])
  await alert.getByRole('button', { name: 'Sign in' }).click()
  await expect(line(page, 'while signed out.')).toBeVisible(soon)
})

test('a refusal of AWS while following is said in AWS’s words, and is no signing out', async ({
  page,
  aws,
}) => {
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  const { id } = await aws.post<{ id: string }>('faults', {
    kind: 'accessDenied',
    operation: 'GetLogEvents',
    containing: build.imageId,
  })
  await expect(
    page.getByRole('alert').filter({ hasText: /No new lines since .* is not authorized to perform/ }),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign in' })).toHaveCount(0)
  await aws.delete(`faults/${id}`)
  await build.write(['allowed again.'])
  await expect(line(page, 'allowed again.')).toBeVisible(soon)
})

for (const wrong of [hour, -hour, 72 * hour, -72 * hour]) {
  test(`a viewer’s clock that is ${wrong / hour} h off changes no duration and ends no polling`, async ({
    page,
    aws,
  }) => {
    await page.clock.install({ time: Date.now() + wrong })
    const build = await numberedLog(aws, { running: true })
    const component =
      'arn:aws:imagebuilder:us-east-1:123456789012:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/3.14.0/1'
    const began = Date.now() - 12 * minute
    await build.write([`Document ${component}`, 'Phase build', 'Step InstallPackages'], began)
    await build.write(['ExecuteBash: STARTED EXECUTION', 'Stdout: installing'], began)
    await page.goto(`/images/${build.imageId}`)
    const progress = page.getByRole('region', { name: 'Progress' })
    await expect(progress).toContainText(/for 12 min/)
    await expect(progress).toContainText('no output for 12 min')

    const stackEvent = (status: string) =>
      page.getByRole('listitem', { name: `${build.imageId}: ${status}, ` })
    await page.goto(`/images/${build.imageId}/stackevents`)
    await expect(stackEvent('CREATE_IN_PROGRESS')).toBeVisible()
    await build.finish('CREATE_FAILED')
    await page.clock.fastForward(11_000)
    await expect(stackEvent('CREATE_FAILED')).toBeVisible()

    await openLog(page, build.path, 'Stdout: installing')
  })
}

test('a burst of 120,000 lines is followed to its end, and what comes after it', async ({ page, aws }) => {
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  const startTime = Date.now()
  await aws.post('streams', {
    ...build.where,
    lines: 120_000,
    startTime,
    everyMs: 0.1,
    template: 'burst {n}.',
  })
  await expect(line(page, 'burst 120000.')).toBeInViewport({ timeout: 45_000 })
  await build.write(['and on.'], startTime + 13_000)
  await expect(line(page, 'and on.')).toBeInViewport()
})

test('events that come one and five minutes late are shown in their place', async ({ page, aws }) => {
  await page.clock.install()
  const now = Date.now()
  const build = await numberedLog(aws, { running: true })
  for (const [ago, word] of [
    [6, 'first'],
    [3, 'third'],
    [0.1, 'fifth'],
  ] as const) {
    await build.write([`${word}.`], now - ago * minute)
  }
  await openLog(page, build.path, 'fifth.')
  await build.write(['second.'], now - 5.1 * minute)
  await build.write(['fourth.'], now - 1.1 * minute)
  await page.clock.fastForward(minute)
  await expect(log(page).locator('.log-text')).toHaveText([
    'first.',
    'second.',
    'third.',
    'fourth.',
    'fifth.',
  ])
})

test('lines that AWS no longer has are said to be kept, and what it has now is one click away', async ({
  page,
  aws,
}) => {
  await page.clock.install()
  const build = await numberedLog(aws, recently())
  await openLog(page, build.path, 'line 300.')
  await page.clock.fastForward(minute)
  const logs = new CloudWatchLogsClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  })
  await logs.send(new DeleteLogStreamCommand(build.where))
  await expect(page.getByRole('alert').filter({ hasText: 'Gone from CloudWatch Logs since' })).toBeVisible()
  await build.write(['made anew.'])
  await expect(line(page, 'made anew.')).toBeVisible()
  await page.clock.fastForward(minute)
  const note = page
    .getByRole('note')
    .filter({ hasText: '300 lines shown here are no longer in CloudWatch Logs' })
  await expect(note).toBeVisible()
  await note.getByRole('button', { name: 'Read again' }).click()
  await expect(log(page).locator('.log-text')).toHaveText(['made anew.'])
})

test('links reach every one of 30,000 events of one millisecond', async ({ page, aws }) => {
  const build = await numberedLog(aws, {
    lines: 30_000,
    perTimestamp: 30_000,
    startTime: Date.now() - hour,
  })
  for (const nth of [601, 10_001, 30_000]) {
    const at = `${new Date(build.startTime).toISOString()}~${nth - 1}`
    await page.goto(`${build.path}?at=${at}`)
    await expect(line(page, `line ${nth}.`)).toBeInViewport()
    await expect(page.getByText('No line at that exact time')).toHaveCount(0)
  }
})
