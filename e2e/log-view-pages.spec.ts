import { expect, test } from './fixtures'
import { line, log, logCalls, numberedLog, openLog, watchRequests } from './log-page'

test('empty pages are hopped over unasked, and both ends are said', async ({ page, aws }) => {
  const day = 86_400_000
  const made = await numberedLog(aws, { startTime: Date.now() - 5 * day })
  // Read in windows of six hours: nothing for three days is a run of empty pages.
  await aws.post('streams', {
    ...made.where,
    lines: 20,
    startTime: made.startTime,
    timeWindowMs: day / 4,
    template: 'early {n}.',
  })
  await aws.post('streams', {
    ...made.where,
    lines: 20,
    startTime: made.startTime + 3 * day,
    template: 'late {n}.',
  })
  await aws.delete('calls')
  await openLog(page, made.path, 'late 20.')
  await expect(line(page, 'early 1.')).toBeVisible()
  await expect(page.getByText('Beginning of log')).toBeVisible()
  await expect(page.getByText('End of log')).toBeVisible()
  const { calls } = await aws.get<{ calls: unknown[] }>('calls?operation=GetLogEvents')
  expect(calls.length).toBeGreaterThan(3)
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'early 1.')).toBeInViewport()
})

test('a finished build that is read through asks for no more of its log, and once a minute whether it is there', async ({
  page,
  aws,
}) => {
  await page.clock.install()
  const { asked, settled } = watchRequests(page)
  const made = await numberedLog(aws, { lines: 50 })
  await openLog(page, made.path, 'line 50.')
  await expect(page.getByText('Beginning of log')).toBeVisible()
  // The outline is read a moment after the lines.
  await page.clock.fastForward(5_000)
  await settled()
  const before = await logCalls(aws)
  asked.splice(0)
  await page.clock.fastForward(60_000)
  await page.mouse.wheel(0, -300)
  await page.clock.fastForward(60_000)
  await settled()
  expect(asked.filter((url) => !/\/custom\/[^/]+(?:\/logstreams)?$/.test(url))).toEqual([])
  expect(asked.length).toBeLessThanOrEqual(4)
  expect(await logCalls(aws)).toBe(before)
})

test('a page that fails leaves the lines, says so, and Retry reads on', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 40_000 })
  await openLog(page, made.path, 'line 40000.')
  // The AWS SDK tries a call three times by itself.
  const fault = await aws.post<{ id: string }>('faults', {
    kind: 'internalError',
    operation: 'GetLogEvents',
    logStreamName: made.where.logStreamName,
    containing: made.imageId,
  })
  await log(page).focus()
  const alert = log(page).getByRole('alert')
  await expect(async () => {
    await log(page).evaluate((box) => {
      box.scrollTop = 0
    })
    await expect(alert).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(alert).toContainText('Older lines could not be read')
  await expect(log(page).locator('.log-row[data-row]').first()).toBeVisible()
  const { text } = await log(page).evaluate((box) => ({
    text: box.querySelector('.log-text')?.textContent ?? '',
  }))
  const first = Number(/line (\d+)\./.exec(text)?.[1])
  await aws.delete(`faults/${fault.id}`)
  await alert.getByRole('button', { name: 'Retry' }).click()
  await expect(alert).toHaveCount(0)
  await expect(line(page, `line ${first - 1}.`)).toBeAttached()
  await expect(line(page, `line ${first}.`)).toHaveCount(1)
})

test('connections that break and answers that come late lose and double nothing', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 30_000, perTimestamp: 7 })
  const faults: { id: string }[] = []
  for (const kind of ['reset', 'delay', 'truncate']) {
    const fault = await aws.post<{ id: string }>('faults', {
      kind,
      operation: 'GetLogEvents',
      containing: made.imageId,
      after: 2,
      probability: 0.3,
      delayMs: 300,
    })
    faults.push(fault)
  }
  await page.goto(made.path)
  const seen = new Set<number>()
  await expect(async () => {
    const retry = page.getByRole('button', { name: 'Retry' })
    if (await retry.isVisible()) await retry.click()
    const numbers = (await log(page).locator('.log-text').allInnerTexts()).map((text) =>
      Number(/line (\d+)\./.exec(text)?.[1]),
    )
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
    for (const number of numbers) seen.add(number)
    await log(page).evaluate((box) => {
      box.scrollTop = Math.max(0, box.scrollTop - 40_000)
    })
    await expect(line(page, 'line 1.')).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByText('Beginning of log')).toBeVisible()
  for (const { id } of faults) await aws.delete(`faults/${id}`)
})

test('a log that cannot be opened says what AWS said, and Retry opens it', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 10 })
  const { id } = await aws.post<{ id: string }>('faults', {
    kind: 'accessDenied',
    operation: 'GetLogEvents',
    containing: made.imageId,
  })
  await page.goto(made.path)
  // Next's own announcer is an alert too.
  const alert = page.getByRole('region', { name: 'Log' }).getByRole('alert')
  await expect(alert).toContainText('The log could not be read.')
  await expect(alert).toContainText(/not authorized/i)
  await aws.delete(`faults/${id}`)
  await alert.getByRole('button', { name: 'Retry' }).click()
  await expect(line(page, 'line 10.')).toBeVisible()
})

test('a log that is gone, one that holds nothing, and one that has not begun each have their own words', async ({
  page,
  aws,
}) => {
  const gone = await numberedLog(aws)
  await page.goto(gone.path)
  await expect(page.getByText('Log not found.')).toBeVisible()
  await aws.post('streams', { ...gone.where, lines: 0 })
  await page.reload()
  await expect(page.getByText('This log stream is empty')).toBeVisible()
  const early = await numberedLog(aws, { running: true })
  await page.goto(early.path)
  await expect(page.getByText('No log yet')).toBeVisible()
  await early.write(['at last.'])
  await expect(line(page, 'at last.')).toBeVisible()
})
