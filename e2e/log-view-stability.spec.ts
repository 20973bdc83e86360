import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { expectStill, line, log, numberedLog, openLog, openMenu, rows, topLine } from './log-page'

/** Notes, frame by frame, how far every line on the screen moved beyond what the wheel asked for. */
const watchFrames = (page: Page) =>
  log(page).evaluate((box) => {
    const places = () =>
      new Map(
        [...box.querySelectorAll('.log-row[data-at]')].map((row) => [
          row.getAttribute('data-at'),
          row.getBoundingClientRect().top,
        ]),
      )
    const watch = { worst: 0, frames: 0, on: true, wheel: 0 }
    Object.assign(window, { watch })
    box.addEventListener('wheel', (event) => {
      watch.wheel += Math.abs((event as WheelEvent).deltaY)
    })
    let before = places()
    const frame = () => {
      const now = places()
      const moves = [...now].flatMap(([name, top]) =>
        before.has(name) ? [top - (before.get(name) ?? 0)] : [],
      )
      // A wheel turned up moves lines down, by at most what it was turned since the last frame.
      for (const move of moves) watch.worst = Math.max(watch.worst, -move, move - watch.wheel)
      if (moves.length > 0) watch.wheel -= Math.min(watch.wheel, Math.max(0, moves[0] ?? 0))
      before = now
      watch.frames++
      if (watch.on) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })

const watched = (page: Page) =>
  page.evaluate(() => (window as unknown as { watch: { worst: number; frames: number; on: boolean } }).watch)

test('while older pages come in front, no line on the screen moves beyond the wheel', async ({
  page,
  aws,
}) => {
  const made = await numberedLog(aws, { lines: 100_000 })
  await openLog(page, made.path, 'line 100000.')
  const olderPages = new Set<string>()
  page.on('requestfinished', (request) => {
    if (request.url().includes('nextToken=b')) olderPages.add(request.url())
  })
  await log(page).hover()
  await watchFrames(page)
  // The scroll bar brings the reader near the beginning of what is loaded, the wheel does the rest.
  for (let turn = 0; turn < 200 && olderPages.size < 20; turn++) {
    await page.mouse.wheel(0, -300)
    await log(page).evaluate((box) => {
      if (box.scrollTop < 4_000) return
      const { watch } = window as unknown as { watch: { wheel: number } }
      const jump = box.scrollTop - 4_000
      watch.wheel += jump
      box.scrollTop -= jump
    })
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  expect(olderPages.size).toBeGreaterThanOrEqual(19)
  const { worst, frames } = await watched(page)
  expect(frames).toBeGreaterThan(20)
  expect(worst).toBeLessThanOrEqual(1)
})

test('wrapping, times and the filter keep the line on top', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 3_000 })
  const long = `needle ${'word '.repeat(120)}`
  await made.write(
    Array.from({ length: 40 }, (_, n) => `${long}${n}.`),
    made.startTime + 150_000,
  )
  await openLog(page, made.path, 'line 3000.')
  await log(page).hover()
  await page.mouse.wheel(0, -20_000)
  await expect(line(page, 'line 3000.')).toHaveCount(0)
  const before = await topLine(page)

  await openMenu(page, 'View')
  await page.getByRole('button', { name: 'Wrap' }).click()
  await expect(page.getByRole('button', { name: 'Wrap' })).toHaveAttribute('aria-pressed', 'true')
  await expectStill(page, before)
  await page.getByRole('combobox', { name: 'Times' }).selectOption('Since start')
  await expectStill(page, before)
  await page.getByRole('button', { name: 'Wrap' }).click()
  await expectStill(page, before)
})

test('clearing the filter keeps the match that was on the screen where it was', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 3_000 })
  await openLog(page, `${made.path}?q=line%20150.&only=2`, 'line 150.')
  await expect(line(page, 'line 148.')).toBeVisible()
  await expect(line(page, 'line 152.')).toBeVisible()
  await expect(line(page, 'line 153.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Only matches' }).click()
  await expect(line(page, 'line 153.')).toBeAttached()
  await expect(line(page, 'line 150.')).toBeInViewport()
})

test('clearing the time range keeps the line in the middle in view', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 30_000 })
  const iso = (n: number) => new Date(made.startTime + n * 100).toISOString()
  await openLog(page, `${made.path}?startTime=${iso(10_000)}&endTime=${iso(11_000)}`, 'line 11000.')
  await log(page).focus()
  await page.keyboard.press('Home')
  await expect(line(page, 'line 10001.')).toBeVisible()
  await expect(page.getByText('Beginning of the time range')).toBeVisible()
  const middle = await log(page).evaluate((box) => {
    const { top, height } = box.getBoundingClientRect()
    const all = [...box.querySelectorAll('.log-row')]
    return all.find((row) => row.getBoundingClientRect().top > top + height / 2)?.querySelector('.log-text')
      ?.textContent
  })
  await openMenu(page, 'Time')
  await page.getByRole('button', { name: 'Whole log' }).click()
  await expect(page).not.toHaveURL(/startTime/)
  await expect(line(page, middle ?? '')).toBeInViewport()
  await expect(line(page, 'line 9999.')).toBeAttached()
})

test('scrolled sideways, the log stays there over thousands of rows', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 9_000 })
  await made.write([`wide ${'x'.repeat(2_000)}`], made.startTime + 899_000)
  await openLog(page, made.path, 'line 9000.')
  await log(page).evaluate((box) => {
    box.scrollLeft = 500
  })
  for (let turn = 0; turn < 20; turn++) {
    await log(page).evaluate((box) => {
      box.scrollTop -= 5_000
    })
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(await log(page).evaluate((box) => box.scrollLeft)).toBe(500)
  }
  await expect(line(page, 'line 9000.')).toHaveCount(0)
})

test('a long log keeps few rows in the page, at twice the size too', async ({ page, aws }) => {
  const made = await numberedLog(aws, { lines: 100_000, everyMs: 10 })
  await openLog(page, made.path, 'line 100000.')
  // 200 % zoom is half the room in CSS pixels.
  await page.setViewportSize({ width: 720, height: 450 })
  await log(page).focus()
  for (const key of ['Home', 'End', 'PageUp', 'PageUp']) {
    await page.keyboard.press(key)
    await expect(rows(page).first()).toBeVisible()
    expect(await rows(page).count()).toBeLessThanOrEqual(200)
  }
  await page.keyboard.press('End')
  await expect(line(page, 'line 100000.')).toBeInViewport()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720)
})
