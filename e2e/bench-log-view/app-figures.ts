import type { Browser } from '@playwright/test'
import { median, megabytes, ms, percentile, say } from './figures'
import { heap, type Opened, open, wheel } from './in-browser'
import { imageOf, logStreamName, type Viewer } from './viewers'

/** Figures that only this app has, since it reads a log page by page. Each prints as it is taken. */
export const appFigures: Record<string, (browser: Browser, viewer: Viewer, rounds: number) => Promise<void>> =
  { first, bytes, find, back }

async function first(browser: Browser, viewer: Viewer, rounds: number): Promise<void> {
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
  say('first line at the end of 50,000 lines', ms(median(short)))
  say('first line at the end of 1,000,000 lines', ms(median(long)))
  const floor = await floorOf(browser, viewer, Math.max(3, rounds))
  say('… of a bare page that asks the API for the same page of 50,000 lines', ms(floor))
  say('… ratio to it', (median(short) / floor).toFixed(2))
  const scripts = await scriptBytes(browser, viewer)
  say('JavaScript up to the first line, compressed', `${(scripts / 1000).toFixed(0)} kB`)
}

async function bytes(browser: Browser, viewer: Viewer): Promise<void> {
  const came = await bytesBeforeScroll(browser, viewer)
  say('bytes over the network before the first scroll of a 130 MB log, 10 s after opening', megabytes(came))
}

async function find(browser: Browser, viewer: Viewer): Promise<void> {
  const whole = await open(browser, viewer, viewer.address(200_000))
  await readBack(whole, viewer)
  for (const letter of 'leS(') {
    say(`find over 200,000 loaded lines, first letter “${letter}”`, ms(await timeToCount(whole, letter)))
    await whole.page.keyboard.press('Backspace')
    await whole.page.waitForTimeout(500)
  }
  const further: number[] = []
  // Every letter leaves fewer matches, so every count is another.
  for (const letter of 'libt') further.push(await timeToCount(whole, letter))
  say('… “libt”, letter by letter', further.map(ms).join(', '))
  await whole.close()
}

async function back(browser: Browser, viewer: Viewer): Promise<void> {
  const through = await open(browser, viewer, viewer.address(1_000_000))
  const reading = await readBack(through, viewer)
  say('1,000,000 lines read back to the first: heap', megabytes(await heap(through)))
  say('… longest task while reading back', ms(reading.longestTask))
  say('… most DOM rows', String(reading.rows))
  say('… took', `${(reading.took / 1000).toFixed(1)} s`)
  const end = await timeToEnd(through)
  say('End from the first of 1,000,000 lines to the last one drawn', ms(end))
  const { frames, longTasks } = await wheel(through, viewer, 6)
  const figures = `${ms(percentile(frames, 0.95))}, ${ms(Math.max(0, ...longTasks))}`
  say('then wheeling up: p95, longest task', figures)
  await through.close()
}

/** What no page of this server can be faster than: it asks for the log's last page and prints it, nothing else. */
async function floorOf(browser: Browser, viewer: Viewer, rounds: number): Promise<number> {
  const { origin } = new URL(viewer.address(50_000))
  const api = `/v3/images/custom/${imageOf(50_000)}/logstreams/${encodeURIComponent(logStreamName)}`
  const body = `<pre></pre><script>
    fetch('${api}?startFromHead=false&limit=1000').then((answer) => answer.json()).then(({ events }) => {
      document.querySelector('pre').textContent = events.map(({ message }) => message).join('\\n')
    })
  </script>`
  const bare: Viewer = { ...viewer, name: 'a bare page', text: 'pre' }
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const opened = await open(browser, bare, `${origin}/bare`, (page) =>
      page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body })),
    )
    times.push(opened.firstLine)
    await opened.close()
  }
  return median(times)
}

/** Bytes of all scripts, as they came over the network, until the first line is drawn. */
async function scriptBytes(browser: Browser, viewer: Viewer): Promise<number> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const scripts = new Map<string, number>()
  await cdp.send('Network.enable')
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.set(requestId, 0)
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) scripts.set(requestId, encodedDataLength)
  })
  await page.goto(viewer.address(50_000))
  await page.locator(viewer.text).first().waitFor()
  const bytes = [...scripts.values()].reduce((sum, each) => sum + each, 0)
  await context.close()
  return bytes
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
export async function readBack({ page }: Opened, viewer: Viewer) {
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

/** Milliseconds in the page from a key in find's box to the frame that shows the count that belongs to it. */
async function timeToCount({ page }: Opened, letter: string): Promise<number> {
  const box = page.getByRole('searchbox', { name: 'Find in log' })
  if (!(await box.evaluate((input) => input === document.activeElement))) await box.click()
  await page.evaluate('globalThis.counted = bench.untilCounted(); 0')
  await page.keyboard.press(letter)
  return page.evaluate<number>('globalThis.counted')
}

/** Milliseconds in the page from the key to the last line in view. */
async function timeToEnd({ page }: Opened): Promise<number> {
  await page.locator('.log[role=log]').focus()
  await page.evaluate("globalThis.ended = bench.untilLastRow('1000000'); 0")
  await page.keyboard.press('End')
  return page.evaluate<number>('globalThis.ended')
}
