import { chromium, type Page } from '@playwright/test'
import { findBrowser } from './browser'
import { EmbeddedAws } from './embedded-aws'
import { manyResources } from './many-resources'
import { freePort, start } from './processes'

/**
 * `npm run bench:timeline [-- an/older/standalone…]`, after `npm run build`: how long the stack-event timeline takes
 * from data to paint, for a step of zoom, and for the frames of a scroll. Further standalone folders are measured
 * in turns with the build at hand; ROUNDS and EVENTS ("250,5000") say how much. Prints a table. Busy time is what the
 * page's main thread really ran, from the browser's own trace; the rest is time that passed, other work included.
 */
const rounds = Number(process.env.ROUNDS ?? 7)
const sizes = (process.env.EVENTS ?? '250,5000').split(',').map(Number)
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
        note(folder, `${events} events: first draw, busy`, [run.drawBusy])
        note(folder, `${events} events: first draw, until painted`, [run.drawUntilPainted])
        note(folder, `${events} events: a step of zoom, its share of the redraw included, busy`, [
          run.zoomBusy,
        ])
        note(folder, `${events} events: a step of zoom, until painted`, run.zoomUntilPainted)
        note(folder, `${events} events: a frame of a scroll, busy`, run.scrollBusy)
        note(folder, `${events} events: between frames of a scroll`, run.scrollFrames)
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

  const draw = await traced(page, async () => {
    await page.evaluate('window.release()')
    await page.waitForFunction(() => 'painted' in window)
    await page.waitForTimeout(500)
  })
  const drawUntilPainted = (await page.evaluate('window.painted - window.arrived')) as number

  await page.mouse.move(700, 400)
  await page.keyboard.down('Control')
  await page.evaluate(watchWheel)
  const zoom = await traced(page, async () => {
    for (let step = 0; step < 12; step++) {
      await page.mouse.wheel(0, -20)
      await page.waitForTimeout(16)
    }
    await page.waitForTimeout(400)
  })
  const zoomUntilPainted = (await page.evaluate('window.turns')) as number[]
  await page.keyboard.up('Control')
  await page.keyboard.press('0')
  await page.waitForTimeout(300)

  await page.evaluate(countFrames)
  const scroll = await traced(page, async () => {
    for (let step = 0; step < 40; step++) {
      await page.mouse.wheel(0, 120)
      await page.waitForTimeout(16)
    }
  })
  await context.close()
  return {
    drawUntilPainted,
    drawBusy: draw.busy,
    zoomUntilPainted,
    zoomBusy: zoom.busy / zoomUntilPainted.length,
    scrollBusy: scroll.busyFrames,
    scrollFrames: scroll.betweenFrames,
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

/** In the page: milliseconds from each turn of the wheel until the frame after it is painted. */
function watchWheel() {
  const turns: number[] = []
  Object.assign(window, { turns })
  window.addEventListener(
    'wheel',
    () => {
      const turned = performance.now()
      requestAnimationFrame(() => setTimeout(() => turns.push(performance.now() - turned)))
    },
    { capture: true },
  )
}

/** In the page: asks for every frame, so that the trace tells when each began. */
function countFrames() {
  requestAnimationFrame(countFrames)
}

type TraceEvent = {
  name: string
  ph: string
  ts: number
  /** Microseconds the thread really ran: on a busy machine less than what passed. */
  tdur?: number
  pid: number
  tid: number
  args?: { name?: string }
}

/** What the page's main thread did meanwhile, in milliseconds: in all, per animation frame, and between frames. */
async function traced(page: Page, act: () => Promise<void>) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', '__metadata'] })
  await act()
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
  const mainOf = (event: TraceEvent) => `${event.pid} ${event.tid}`
  const mains = traceEvents.filter((event) => event.args?.name === 'CrRendererMain').map(mainOf)
  const tasksOf = (main: string) =>
    traceEvents.filter(
      (event) => event.name.endsWith('RunTask') && event.ph === 'X' && mainOf(event) === main,
    )
  const busyOf = (tasks: readonly TraceEvent[]) => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000
  // The page's process is the busiest of those that draw.
  const tasks = mains.map(tasksOf).toSorted((a, b) => busyOf(b) - busyOf(a))[0] ?? []
  const main = tasks[0] && mainOf(tasks[0])
  const frames = traceEvents
    .filter((event) => event.name === 'FireAnimationFrame' && main !== undefined && mainOf(event) === main)
    .map(({ ts }) => ts)
  const betweenFrames = frames.slice(1).map((ts, index) => (ts - (frames[index] ?? ts)) / 1000)
  const busyFrames = frames
    .slice(1)
    .map((end, index) => busyOf(tasks.filter(({ ts }) => ts >= (frames[index] ?? 0) && ts < end)))
  return { busy: busyOf(tasks), busyFrames, betweenFrames }
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1))
}
