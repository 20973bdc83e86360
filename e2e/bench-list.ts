import { mkdtempSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startAwsEndpoint } from './aws-endpoint/server'
import type { World } from './aws-endpoint/world'
import { findBrowser } from './browser'
import { EmbeddedAws } from './embedded-aws'
import { addDeletedStacks, addFailedImages, addGoodImages } from './many-images'
import { freePort, start } from './processes'

/**
 * `npx tsx e2e/bench-list.ts [--failed 100,600] [--good 5000] [--aws-ms 50] [--causes-up-to 600] [standalone folders…]`, after
 * `npm run build`: what the list of images costs AWS, the first time and again, and how long people wait for it and for
 * a click in it. Folders of other builds may be named to measure them. Prints a table; AWS answers after `--aws-ms`.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    failed: { type: 'string', default: '100,600' },
    good: { type: 'string', default: '5000' },
    'aws-ms': { type: 'string', default: '50' },
    /** Not for more failed images than this: an older build may take minutes. */
    'causes-up-to': { type: 'string', default: '600' },
  },
})
const folders = positionals.length > 0 ? positionals : ['.next/standalone']
/** Nobody waits longer. */
const longestMs = 60_000
/** What AWS's four lists of images were read with; all else is asked about single builds. */
const listing = ['DescribeStacks', 'DescribeImages', 'DescribeLogGroups', 'ListStacks']

const endpoint = await startAwsEndpoint()
const aws = new EmbeddedAws(endpoint.url)
const executablePath = findBrowser()
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
})
const rows: Record<string, string | number>[] = []
try {
  for (const count of values.failed.split(',').filter(Boolean).map(Number)) {
    for (const folder of folders) await failedImages(folder, count)
  }
  for (const count of values.good.split(',').filter(Boolean).map(Number)) {
    for (const folder of folders) await goodImages(folder, count)
  }
} finally {
  console.table(rows)
  await browser.close()
  await endpoint.close()
}

async function failedImages(folder: string, count: number) {
  await world((of) => addFailedImages(of, count))
  const cache = mkdtempSync(join(tmpdir(), 'bench-list-'))
  const row: Record<string, string | number> = { build: folder, images: `${count} failed` }
  await withServer(folder, cache, async (origin) => {
    const page = await newPage(browser)
    row['first rows'] = await firstRows(page, origin)
    row['click to page'] = await timed(() => clickRow(page))
    await page.context().close()
  })
  row.load = loadavg()[0]?.toFixed(1) ?? ''
  rows.push(row)
  if (count > Number(values['causes-up-to'])) return
  const fresh = mkdtempSync(join(tmpdir(), 'bench-list-'))
  await withServer(folder, fresh, async (origin) => {
    for (const turn of ['1st', '2nd']) {
      await aws.delete('calls')
      const page = await newPage(browser)
      await openList(page, origin)
      row[`all causes, ${turn}`] = await timed(() => seeAllCauses(page, count))
      await quiet()
      row[`AWS calls, ${turn}`] = await splitCalls()
      await page.context().close()
    }
  })
  await withServer(folder, fresh, async (origin) => {
    await aws.delete('calls')
    const page = await newPage(browser)
    await openList(page, origin)
    await timed(() => seeAllCauses(page, count))
    await quiet()
    row['AWS calls, restarted'] = await splitCalls()
    await page.context().close()
  })
}

async function goodImages(folder: string, count: number) {
  await world((of) => {
    addGoodImages(of, count)
    addFailedImages(of, 40)
    addDeletedStacks(of, 12_000)
  })
  const row: Record<string, string | number> = {
    build: folder,
    images: `${count} good, 12,000 stacks deleted`,
  }
  await withServer(folder, mkdtempSync(join(tmpdir(), 'bench-list-')), async (origin) => {
    const page = await newPage(browser)
    row['first rows'] = await firstRows(page, origin)
    row['all rows'] = await timed(() =>
      page.getByRole('button', { name: `All ${count + 40}` }).waitFor({ timeout: longestMs }),
    )
    row['click to page'] = await timed(() => clickRow(page))
    await page.context().close()
  })
  await withServer(folder, mkdtempSync(join(tmpdir(), 'bench-list-')), async (origin) => {
    row.description = await timed(async () => {
      const response = await fetch(`${origin}/v3/images/custom/good-0042`)
      if (!response.ok) throw new Error(`${response.status}`)
    })
  })
  row.load = loadavg()[0]?.toFixed(1) ?? ''
  rows.push(row)
}

async function world(fill: (world: World) => void) {
  await aws.post('reset')
  fill(endpoint.world)
  await aws.post('faults', { kind: 'delay', delayMs: Number(values['aws-ms']) })
}

async function withServer(folder: string, cache: string, work: (origin: string) => Promise<void>) {
  const port = await freePort()
  const env = { ...aws.env, PORT: String(port), LOG_LEVEL: 'warn', CACHE_DIR: cache }
  const server = await start([process.execPath, `${folder}/main.mjs`], env, /Dashboard: /)
  try {
    await fetch(`http://127.0.0.1:${port}/healthz`)
    // People come to a server that has been up for a moment.
    await sleep(3_000)
    await work(`http://127.0.0.1:${port}`)
  } finally {
    await server.stop()
  }
}

async function newPage(of: Browser): Promise<Page> {
  const context = await of.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(markFirstRows)
  return page
}

/** In the page: when its first rows were painted. */
function markFirstRows() {
  const watch = new MutationObserver(() => {
    if (!document.querySelector('table[aria-label=Images] th[scope=row]')) return
    watch.disconnect()
    requestAnimationFrame(() => setTimeout(() => performance.mark('first rows')))
  })
  watch.observe(document, { childList: true, subtree: true })
}

/** From the navigation's start, by the page's own clock: asking it from outside costs the page's time. */
async function firstRows(page: Page, origin: string): Promise<string> {
  await openList(page, origin)
  const at = await page.evaluate(() => performance.getEntriesByName('first rows')[0]?.startTime ?? Number.NaN)
  return `${Math.round(at)} ms`
}

function listed(page: Page) {
  return page.getByRole('table', { name: 'Images' }).getByRole('rowheader')
}

async function openList(page: Page, origin: string) {
  await page.goto(`${origin}/images`, { waitUntil: 'commit' })
  await listed(page).first().waitFor({ timeout: longestMs })
}

/** The image's own page has its facts: what people click for. */
async function clickRow(page: Page) {
  await listed(page).nth(4).getByRole('link').click()
  await page.locator('dl dt', { hasText: 'Started' }).waitFor({ timeout: longestMs })
}

/** Goes down the list as a person who reads it, until each row has told its step. */
async function seeAllCauses(page: Page, count: number) {
  const until = performance.now() + 5 * longestMs
  const seen = new Set<string>()
  while (seen.size < count && performance.now() < until) {
    const told = await page.evaluate(() =>
      [...document.querySelectorAll('table[aria-label=Images] tr')].flatMap((each) =>
        each.textContent?.includes('InstallTools') ? [each.querySelector('th')?.textContent ?? ''] : [],
      ),
    )
    for (const imageId of told) seen.add(imageId)
    const waits = await page.evaluate(() => {
      const rows = [...document.querySelectorAll('table[aria-label=Images] tbody tr')]
      const inSight = rows.filter((each) => {
        const { top, bottom } = each.getBoundingClientRect()
        return bottom > 0 && top < innerHeight
      })
      if (inSight.some((each) => !each.textContent?.includes('InstallTools'))) return true
      scrollBy(0, innerHeight - 80)
      return false
    })
    await sleep(waits ? 100 : 50)
  }
  if (seen.size < count) throw new Error(`${seen.size} of ${count} rows tell their cause`)
}

async function splitCalls(): Promise<string> {
  const { total, byOperation } = await aws.get<{ total: number; byOperation: Record<string, number> }>(
    'calls',
  )
  const lists = listing.reduce((sum, operation) => sum + (byOperation[operation] ?? 0), 0)
  return `${total - lists} + ${lists} of the lists`
}

async function callsSoFar(): Promise<number> {
  return (await aws.get<{ total: number }>('calls')).total
}

/** Until AWS has not been asked for two seconds. */
async function quiet() {
  for (let last = -1, now = await callsSoFar(); now !== last; now = await callsSoFar()) {
    last = now
    await sleep(2_000)
  }
}

/** Milliseconds, or why there are none. */
async function timed(work: () => Promise<unknown>): Promise<string> {
  const began = performance.now()
  const problem = await work().then(
    () => '',
    (error: Error) => ` (${error.message.split('\n')[0]?.slice(0, 60)})`,
  )
  return `${Math.round(performance.now() - began)} ms${problem}`
}
