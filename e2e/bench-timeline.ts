import { chromium, type Page } from '@playwright/test'
import { findBrowser } from './browser'
import { EmbeddedAws } from './embedded-aws'
import { manyResources } from './many-resources'
import { freePort, start } from './processes'

/**
 * `npm run bench:timeline [-- an/older/standalone…]`, after `npm run build`: how long the stack-event timeline takes
 * from data to paint on a first visit, when it is drawn again, for a step of zoom, and for the frames of a scroll. Further standalone folders are measured
 * in turns with the build at hand; ROUNDS and EVENTS ("250,5000") say how much. Prints a table: milliseconds the page's
 * main thread ran, but for those "until" and "between", which are milliseconds that passed.
 */
const rounds = Number(process.env.ROUNDS ?? 7)
const sizes = (process.env.EVENTS ?? '250,5000').split(',').map(Number)
const zoomSteps = 12
const folders = ['.next/standalone', ...process.argv.slice(2)]

const node = process.execPath
const endpoint = await start(
  [node, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
  {},
  /AWS endpoint: (http:\S+)/,
)
const aws = new EmbeddedAws(endpoint.match[1] ?? '')
// A stack that ended: nothing is asked for while the drawing is measured.
for (const size of sizes) await manyResources(aws, `bench-${size}`, Math.floor(size / 3), 'DELETE_FAILED')
const servers = await Promise.all(
  folders.map(async (folder) => {
    const port = await freePort()
    const env = { ...aws.env, PORT: String(port), LOG_LEVEL: 'warn' }
    const server = await start([node, `${folder}/main.mjs`], env, /Dashboard: /)
    return { folder, server, origin: `http://127.0.0.1:${port}` }
  }),
)
const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
})

try {
  const figures = new Map<string, number[]>()
  const note = (folder: string, what: string, values: readonly number[]) => {
    const name = `${what} · ${folder}`
    figures.set(name, [...(figures.get(name) ?? []), ...values])
  }
  for (const events of sizes) {
    // The first round warms the server's caches and the browser's; it does not count.
    for (let round = 0; round <= rounds; round++) {
      for (const { folder, origin } of round % 2 ? servers : servers.toReversed()) {
        const run = await measure(`${origin}/images/bench-${events}/stackevents`)
        if (round === 0) continue
        note(folder, `${events} events: first draw`, [run.draw.all])
        note(folder, `${events} events: first draw, script of it`, [run.draw.script])
        note(folder, `${events} events: first draw, style and layout of it`, [run.draw.layout])
        note(folder, `${events} events: drawn again, after the table`, [run.again.all])
        note(folder, `${events} events: first draw, until painted`, [run.drawUntilPainted])
        note(folder, `${events} events: a step of zoom`, [run.zoom.all / zoomSteps])
        note(folder, `${events} events: the redraw after it`, [run.redraw.all])
        note(folder, `${events} events: between frames of a scroll`, run.frames)
      }
    }
  }
  const rows = [...figures].toSorted(([a], [b]) => (a < b ? -1 : 1))
  console.table(
    Object.fromEntries(
      rows.map(([name, values]) => [
        name,
        { 'median ms': at(values, 0.5), 'p95 ms': at(values, 0.95), n: values.length },
      ]),
    ),
  )
} finally {
  await browser.close()
  await Promise.all([endpoint.stop(), ...servers.map(({ server }) => server.stop())])
}

/**
 * One cold page. The answer that completes the events is held back until everything else is drawn and still; from its
 * arrival on, what the browser does is the drawing.
 */
async function measure(address: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(holdEvents)
  await page.goto(address)
  await page.waitForFunction(() => 'release' in window)
  await page.waitForTimeout(800)

  const threadTime = await threadTimeOf(page)
  const draw = await threadTime(async () => {
    await page.evaluate('window.release()')
    await page.waitForFunction(() => 'painted' in window)
  })
  const drawUntilPainted = (await page.evaluate('window.painted - window.arrived')) as number
  await page.waitForTimeout(500)
  await page.keyboard.press('t')
  await page.waitForTimeout(500)
  const again = await threadTime(async () => {
    await page.keyboard.press('t')
    await page.waitForFunction(() => document.querySelector('[data-span]'))
  })
  await page.waitForTimeout(500)

  await page.mouse.move(700, 400)
  await page.keyboard.down('Control')
  const zoom = await threadTime(() => turnWheel(page, zoomSteps, -20))
  const redraw = await threadTime(() => page.waitForTimeout(500))
  await page.keyboard.up('Control')
  await page.keyboard.press('0')
  await page.waitForTimeout(500)

  await page.evaluate(countFrames)
  await turnWheel(page, 60, 120)
  const frames = (await page.evaluate('window.frames_')) as number[]
  await context.close()
  return { draw, drawUntilPainted, again, zoom, redraw, frames }
}

async function turnWheel(page: Page, times: number, by: number) {
  for (let turn = 0; turn < times; turn++) {
    await page.mouse.wheel(0, by)
    await page.waitForTimeout(16)
  }
}

/** Measures the milliseconds that the page's main thread ran during something: less than what passed on a busy machine. */
async function threadTimeOf(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  const now = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000
    return {
      all: of('TaskDuration'),
      script: of('ScriptDuration'),
      layout: of('LayoutDuration') + of('RecalcStyleDuration'),
    }
  }
  return async (act: () => Promise<void>) => {
    const before = await now()
    await act()
    const after = await now()
    return {
      all: after.all - before.all,
      script: after.script - before.script,
      layout: after.layout - before.layout,
    }
  }
}

/** In the page: holds the answer without a nextToken, and notes when it was let go and when its list was painted. */
function holdEvents() {
  const page = window as unknown as { release?: () => void; arrived?: number; painted?: number }
  const json = Response.prototype.json
  Response.prototype.json = async function () {
    const value = await json.call(this)
    if (!this.url.includes('/stackevents') || value.nextToken) return value
    await new Promise<void>((resolve) => {
      page.release = resolve
    })
    page.arrived = performance.now()
    const observer = new MutationObserver(() => {
      if (!document.querySelector('[aria-label="Stack events"] [data-span]')) return
      observer.disconnect()
      requestAnimationFrame(() => setTimeout(() => (page.painted = performance.now())))
    })
    observer.observe(document.body, { childList: true, subtree: true })
    return value
  }
}

/** In the page: the milliseconds between frames from now on. */
function countFrames() {
  const page = window as unknown as { frames_?: number[]; last?: number }
  page.frames_ ??= []
  const now = performance.now()
  if (page.last !== undefined) page.frames_.push(now - page.last)
  page.last = now
  requestAnimationFrame(countFrames)
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1))
}
