import type { Browser } from '@playwright/test'
import { median, megabytes, ms, percentile } from './figures'
import { heap, type Opened, open, wheel } from './in-browser'
import type { Viewer } from './viewers'

/** Prints figures that only this app has, since it reads a log page by page, as they are taken. */
export async function measureApp(browser: Browser, viewer: Viewer, rounds: number): Promise<void> {
  const row = (what: string, figure: string) => console.log(`${what}: ${figure}`)
  const [short, long] = [[] as number[], [] as number[]]
  for (let round = 0; round < Math.max(3, rounds); round++) {
    for (const [lines, times] of [
      [50_000, short],
      [1_000_000, long],
    ] as const) {
      const opened = await open(browser, viewer, viewer.address(lines))
      times.push(opened.firstLine)
      await opened.close()
    }
  }
  row('first line at the end of 50,000 lines', ms(median(short)))
  row('first line at the end of 1,000,000 lines', ms(median(long)))

  const bytes = await bytesBeforeScroll(browser, viewer)
  row('bytes over the network before the first scroll of a 130 MB log, 10 s after opening', megabytes(bytes))

  const whole = await open(browser, viewer, viewer.address(200_000))
  await readBack(whole, viewer)
  const found = await timeToCount(whole)
  row('find over 200,000 loaded lines, from the key to the count', found.map(ms).join(', '))
  await whole.close()

  const through = await open(browser, viewer, viewer.address(1_000_000))
  const reading = await readBack(through, viewer)
  row('1,000,000 lines read back to the first: heap', megabytes(await heap(through)))
  row('… longest task while reading back', ms(reading.longestTask))
  row('… most DOM rows', String(reading.rows))
  row('… took', `${(reading.took / 1000).toFixed(1)} s`)
  const end = await timeToEnd(through)
  row('End from the first of 1,000,000 lines to the last one drawn', ms(end))
  const { frames, longTasks } = await wheel(through, viewer, 6)
  row(
    'then wheeling up: p95, longest task',
    `${ms(percentile(frames, 0.95))}, ${ms(Math.max(0, ...longTasks))}`,
  )
  await through.close()
}

/** Everything that came over the network until ten seconds after the first line. */
async function bytesBeforeScroll(browser: Browser, viewer: Viewer): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  let bytes = 0
  await cdp.send('Network.enable')
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(viewer.address(1_000_000))
  await page.locator(viewer.text).first().waitFor()
  await page.waitForTimeout(10_000)
  await context.close()
  return bytes
}

/** Scrolls to the top of what is held again and again, until the log's beginning is there. */
async function readBack({ page }: Opened, viewer: Viewer) {
  const begun = performance.now()
  await page.evaluate(`bench.sample(${JSON.stringify(viewer.scroller)}, ${JSON.stringify(viewer.row)})`)
  const beginning = page.getByText('Beginning of log')
  while (!(await beginning.isVisible())) {
    await page.evaluate(
      `document.querySelector(${JSON.stringify(viewer.scroller)}).scrollTop = 0; new Promise(requestAnimationFrame)`,
    )
  }
  const { rows, longTasks } = await page.evaluate<{ rows: number; longTasks: number[] }>('bench.stop()')
  return { rows, longestTask: Math.max(0, ...longTasks), took: performance.now() - begun }
}

/** Types a word letter by letter; for each, milliseconds in the page from the key to the count that belongs to it. */
async function timeToCount({ page }: Opened): Promise<number[]> {
  await page.keyboard.press('Control+f')
  const times: number[] = []
  // Every letter leaves fewer matches, so every count is another.
  for (const letter of 'libt') {
    await page.evaluate(() => {
      const status = document.querySelector('section[aria-label=Log] p[role=status]')
      const before = status?.textContent
      Object.assign(globalThis, {
        counted: new Promise<number>((resolve) => {
          let begun = 0
          addEventListener('keydown', () => (begun = performance.now()), { once: true, capture: true })
          const observer = new MutationObserver(() => {
            if (status?.textContent === before) return
            observer.disconnect()
            requestAnimationFrame(() => resolve(performance.now() - begun))
          })
          if (status) observer.observe(status, { subtree: true, childList: true, characterData: true })
        }),
      })
    })
    await page.keyboard.press(letter)
    times.push(await page.evaluate<number>('globalThis.counted'))
    await page.waitForTimeout(300)
  }
  return times
}

/** Milliseconds in the page from the key to the last line in view. */
async function timeToEnd({ page }: Opened): Promise<number> {
  await page.locator('.log[role=log]').focus()
  await page.evaluate("globalThis.ended = bench.untilLastRow('1000000'); 0")
  await page.keyboard.press('End')
  return page.evaluate<number>('globalThis.ended')
}
