import { expect, test } from './fixtures'
import { expectStill, line, log, numbered, numberedLog, openLog, topLine, watchRequests } from './log-page'

const running = { lines: 3_000, running: true }

test('a running build opens at its end and follows', async ({ page, aws }) => {
  const build = await numberedLog(aws, { ...running, startTime: Date.now() - 400_000 })
  await openLog(page, build.path, 'line 3000.')
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'true')
  await build.write(numbered(100, 'fresh'))
  await expect(line(page, 'fresh 100.')).toBeInViewport()
  await build.write(numbered(2_000, 'burst'))
  await expect(line(page, 'burst 2000.')).toBeInViewport()
})

test('new lines move nothing while somebody reads: they are counted, late ones too, and led to', async ({
  page,
  aws,
}) => {
  const build = await numberedLog(aws, { ...running, startTime: Date.now() - 400_000 })
  await openLog(page, build.path, 'line 3000.')
  await log(page).hover()
  await page.mouse.wheel(0, -900)
  await expect(line(page, 'line 3000.')).not.toBeInViewport()
  const before = await topLine(page)
  await build.write(numbered(42, 'later'))
  await expect(page.getByRole('button', { name: '42 new lines' })).toBeVisible()
  await build.write(['late.'], Date.now() - 8_000)
  await expect(page.getByRole('button', { name: '43 new lines' })).toBeVisible()
  await expectStill(page, before)
  await page.getByRole('button', { name: '43 new lines' }).click()
  await expect(line(page, 'later 42.')).toBeInViewport()
  await build.write(['and on.'])
  await expect(line(page, 'and on.')).toBeInViewport()
})

test('one turn of the wheel leaves the end: hundreds of new lines move nothing', async ({ page, aws }) => {
  const build = await numberedLog(aws, { ...running, startTime: Date.now() - 400_000 })
  await openLog(page, build.path, 'line 3000.')
  await log(page).hover()
  await page.mouse.wheel(0, -100)
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false')
  await expect(line(page, 'line 3000.')).not.toBeInViewport()
  const before = await topLine(page)
  await build.write(numbered(500, 'fresh'))
  await expect(page.getByRole('button', { name: '500 new lines' })).toBeVisible()
  await expectStill(page, before)
})

test('an event that comes late stands in its place', async ({ page, aws }) => {
  const now = Date.now()
  const build = await numberedLog(aws, { running: true })
  await build.write(['first.'], now - 10_000)
  await build.write(['third.'], now - 1_000)
  await openLog(page, build.path, 'third.')
  await build.write(['second.'], now - 9_000)
  await expect(log(page).locator('.log-text')).toHaveText(['first.', 'second.', 'third.'])
})

test('the end of a build is seen, its last lines are fetched, and then no more is read or moved', async ({
  page,
  aws,
}) => {
  await page.clock.install()
  const { asked, settled } = watchRequests(page)
  const build = await numberedLog(aws, { ...running, startTime: Date.now() - 400_000 })
  await openLog(page, build.path, 'line 3000.')
  await expect(page.getByText('Waiting for more lines…')).toBeVisible()
  await log(page).hover()
  await page.mouse.wheel(0, -900)
  await expect(line(page, 'line 3000.')).not.toBeInViewport()
  const before = await topLine(page)
  await build.finish('CREATE_FAILED')
  await build.write(['last words.'])
  await expect(page.getByRole('button', { name: '1 new line' })).toBeVisible()
  await expect(page.getByText('End of log')).toBeAttached()
  await expectStill(page, before)
  // Events come up to 10 s late: the end is looked at a few times more.
  for (let looked = 0; looked < 4; looked++) {
    await page.clock.fastForward(6_000)
    await settled()
  }
  asked.splice(0)
  await page.clock.fastForward(30_000)
  await settled()
  // Whether the streams are still there is asked once a minute.
  expect(asked.filter((url) => !url.endsWith('/logstreams'))).toEqual([])
  expect(asked.length).toBeLessThanOrEqual(1)
  await expectStill(page, before)
})

for (const follows of [true, false]) {
  test(`back from a hidden tab, a reader ${follows ? 'who follows is at the end' : 'who reads is where he was'}`, async ({
    page,
    aws,
  }) => {
    await page.clock.install()
    const { settled } = watchRequests(page)
    const build = await numberedLog(aws, { ...running, startTime: Date.now() - 400_000 })
    await openLog(page, build.path, 'line 3000.')
    if (!follows) {
      await log(page).hover()
      await page.mouse.wheel(0, -900)
      await expect(line(page, 'line 3000.')).not.toBeInViewport()
    }
    const before = await topLine(page)
    await page.evaluate(() => {
      const frames = window.requestAnimationFrame
      const setHidden = (hidden: boolean) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
        // A hidden tab has no frames.
        window.requestAnimationFrame = hidden ? () => 0 : frames
        document.dispatchEvent(new Event('visibilitychange'))
      }
      Object.assign(window, { setHidden })
      setHidden(true)
    })
    await build.write(numbered(2_000, 'unseen'))
    for (let half = 0; half < 2; half++) {
      await page.clock.fastForward(30_000)
      await settled()
    }
    await page.evaluate(() =>
      (window as unknown as { setHidden: (hidden: boolean) => void }).setHidden(false),
    )
    if (follows) {
      await expect(line(page, 'unseen 2000.')).toBeInViewport()
    } else {
      await expect(page.getByRole('button', { name: '2000 new lines' })).toBeVisible()
      await expectStill(page, before)
    }
  })
}
