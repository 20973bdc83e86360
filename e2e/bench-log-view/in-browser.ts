import type { Browser, BrowserContextOptions, CDPSession, Page } from '@playwright/test'
import { type Viewer, viewport } from './viewers'

export type Opened = { page: Page; cdp: CDPSession; firstLine: number; close: () => Promise<void> }

/** What frames were like while sampled; see in-page.js. Milliseconds and counts. */
export type Sample = { frames: number[]; blank: number; rows: number; longTasks: number[] }

/** Longer than this is no answer. */
const patience = 90_000

/**
 * Opens a viewer in a browser context of its own, nothing cached, and waits for its first line.
 * @throws {Error} 'crashed' when the tab dies, or that no line came
 */
export async function open(
  browser: Browser,
  viewer: Viewer,
  address: string,
  prepare?: (page: Page) => Promise<unknown>,
  options: BrowserContextOptions = { viewport },
): Promise<Opened> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await prepare?.(page)
  const crashed = new Promise<never>((_, reject) => page.on('crash', () => reject(new Error('crashed'))))
  crashed.catch(() => undefined)
  try {
    await page.addInitScript(`globalThis.benchRows = ${JSON.stringify(viewer.text)}`)
    await page.addInitScript({ path: 'e2e/bench-log-view/in-page.js' })
    const cdp = await context.newCDPSession(page)
    const first = async () => {
      await page.goto(address, { waitUntil: 'commit' })
      return page.evaluate<number>('bench.firstLine')
    }
    const firstLine = await Promise.race([first(), crashed, late()])
    return { page, cdp, firstLine, close: () => context.close() }
  } catch (error) {
    await context.close()
    throw error
  }
}

/** Wheels for so many seconds as a freely spinning wheel does, whether or not the page keeps up, and samples frames. */
export async function wheel({ page, cdp }: Opened, viewer: Viewer, seconds: number): Promise<Sample> {
  const box = await page.locator(viewer.scroller).boundingBox()
  if (!box) throw new Error(`${viewer.name} has no scroller`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const deltaY = viewer.wheel === 'up' ? -notch : notch
  const turn = () =>
    cdp
      .send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY })
      .catch(() => undefined)
  // Away from the very end: what stands there, "End of log", is no row.
  await turn()
  await page.waitForTimeout(500)
  await page.evaluate(`bench.sample(${JSON.stringify(viewer.scroller)}, ${JSON.stringify(viewer.row)})`)
  await Promise.race([
    new Promise<void>((resolve) => {
      const end = performance.now() + seconds * 1000
      const timer = setInterval(() => {
        if (performance.now() >= end) {
          clearInterval(timer)
          return resolve()
        }
        void turn()
      }, everyMs)
    }),
    new Promise<never>((_, reject) => page.on('crash', () => reject(new Error('crashed')))),
  ])
  return page.evaluate<Sample>('bench.stop()')
}

/** A notch of the wheel in pixels, and how often one comes: 6,000 px or 300 lines a second. */
const notch = 120
const everyMs = 20

/** Bytes of the JavaScript heap and of its array buffers after a garbage collection. */
export async function heap({ cdp }: Opened): Promise<number> {
  for (let turn = 0; turn < 2; turn++) await cdp.send('HeapProfiler.collectGarbage')
  const usage = (await cdp.send('Runtime.getHeapUsage')) as Record<string, number>
  return (usage.usedSize ?? 0) + (usage.backingStorageSize ?? 0)
}

const late = () =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`no line in ${patience / 1000} s`)), patience).unref()
  })
