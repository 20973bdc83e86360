import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

const failed = 'hpc-al2023-3-14-0'

type Drawn = { left: number; width: number; bars: Record<string, number> }

/** Where the chart lies, and how far into it each resource's first bar begins, in pixels; of bars in sight only. */
const inPage = `(() => {
  const chart = document.querySelector('[data-span] a[data-operation], [data-span] button[data-operation]')
    .parentElement.parentElement.getBoundingClientRect()
  const bars = {}
  for (const row of document.querySelectorAll('[data-span]')) {
    const bar = row.querySelector('[data-operation="0"]')?.getBoundingClientRect()
    if (bar && bar.left > chart.left + 1 && bar.left < chart.right) bars[row.dataset.span] = bar.left - chart.left
  }
  return { left: chart.left, width: chart.width, bars }
})()`
const drawn = (page: Page) => page.evaluate<Drawn>(inPage)

/** Turns the wheel over the chart and reads the bars before anything else can run: the hand has not rested. */
const turn = (page: Page, x: number, wheel: WheelEventInit) =>
  page.evaluate<Drawn>(
    `(() => {
      const area = document.querySelector('[data-span]')
      const { top } = area.getBoundingClientRect()
      const wheel = ${JSON.stringify(wheel)}
      area.dispatchEvent(
        new WheelEvent('wheel', { ...wheel, clientX: ${x}, clientY: top + 5, bubbles: true, cancelable: true }),
      )
      return ${inPage}
    })()`,
  )

/** The farthest that a bar in sight lies from where it should. */
function farthestOff(now: Drawn, expected: (before: number) => number, before: Drawn): number {
  const both = Object.keys(now.bars).filter((key) => key in before.bars)
  expect(both.length).toBeGreaterThan(2)
  return Math.max(
    ...both.map((key) => Math.abs((now.bars[key] ?? 0) - expected(before.bars[key] ?? Number.NaN))),
  )
}

const rested = (page: Page, address: string) => expect.poll(() => page.url()).not.toBe(address)

test('zoomed and panned, every bar stands where the clock says, before and after the hand rests', async ({
  page,
}) => {
  const answer = await page.request.get(`/v3/images/custom/${failed}/stackevents`)
  const { events } = (await answer.json()) as {
    events: { stackId: string; logicalResourceId: string; timestamp: string }[]
  }
  const begun = new Map<string, number>()
  for (const { stackId, logicalResourceId, timestamp } of events)
    begun.set(`${stackId} ${logicalResourceId}`, Date.parse(timestamp))

  await page.goto(`/images/${failed}/stackevents`)
  // The steps of the log make the clock longer, so they must have come.
  await expect(page.getByRole('group', { name: 'Steps of the log' })).toBeVisible({ timeout: 30_000 })
  const before = await drawn(page)
  // Most resources are made in the first minute.
  // A wheel event's place is in whole pixels of the window, wherever the chart begins.
  const wheelAt = Math.round(before.left + Math.min(...Object.values(before.bars)) + 2)
  const early = wheelAt - before.left

  const factor = Math.exp(-300 * 0.003)
  const zoom = (x: number) => early + (x - early) / factor
  const zoomed = await turn(page, wheelAt, { deltaY: -300, ctrlKey: true })
  expect(farthestOff(zoomed, zoom, before)).toBeLessThanOrEqual(1)
  await rested(page, page.url())
  expect(farthestOff(await drawn(page), zoom, before)).toBeLessThanOrEqual(1)

  let last = await drawn(page)
  for (const { wheel, expected } of [
    { wheel: { deltaY: -300, ctrlKey: true }, expected: (x: number, at: number) => at + (x - at) / factor },
    { wheel: { deltaY: -300, ctrlKey: true }, expected: (x: number, at: number) => at + (x - at) / factor },
    {
      wheel: { deltaY: -200, ctrlKey: true },
      expected: (x: number, at: number) => at + (x - at) / Math.exp(-0.6),
    },
    { wheel: { deltaX: 37 }, expected: (x: number) => x - 37 },
    { wheel: { deltaX: -52 }, expected: (x: number) => x + 52 },
  ]) {
    const address = page.url()
    const x = Math.round(last.left + 60)
    const at = x - last.left
    const moving = await turn(page, x, wheel)
    expect(farthestOff(moving, (before) => expected(before, at), last)).toBeLessThanOrEqual(1)
    await rested(page, address)
    const resting = await drawn(page)
    expect(farthestOff(resting, (before) => expected(before, at), last)).toBeLessThanOrEqual(1)
    last = resting
  }

  const { searchParams } = new URL(page.url())
  const [from, to] = ['from', 'to'].map((name) => Date.parse(searchParams.get(name) ?? ''))
  const share = (time: number) => (time - (from ?? 0)) / ((to ?? 0) - (from ?? 0))
  for (const [key, x] of Object.entries(last.bars))
    expect(Math.abs(x - share(begun.get(key) ?? Number.NaN) * last.width), key).toBeLessThanOrEqual(1)
})
