import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startAwsEndpoint } from './aws-endpoint/server'
import { ensureBrowser } from './browser'
import { EmbeddedAws } from './embedded-aws'
import { freePort, start } from './processes'

/**
 * How following keeps up: lines a second for some seconds, a burst at once, and a network that swallows questions for
 * fifteen seconds. Each build named is measured in turn, in the same minutes.
 *   node --import tsx e2e/bench-follow.ts [--build .next/standalone]… [--seconds 15] [--rate 3000]…
 */
const { values } = parseArgs({
  options: {
    build: { type: 'string', multiple: true, default: ['.next/standalone'] },
    seconds: { type: 'string', default: '15' },
    rate: { type: 'string', multiple: true, default: ['500', '1000', '3000', '6000'] },
  },
})
const seconds = Number(values.seconds)
const givenUp = 45_000
const table: Record<string, string | number>[] = []
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] })
for (const build of values.build) await measure(build, browser)
await browser.close()
console.table(table)

async function measure(build: string, browser: Browser) {
  const endpoint = await startAwsEndpoint()
  const aws = new EmbeddedAws(endpoint.url)
  const port = await freePort()
  const env = { ...aws.env, PORT: String(port), CACHE_DISK_MB: '0' }
  const app = await start(['node', `${build}/main.mjs`], env, /Dashboard: /)
  const say = (what: string, figures: Record<string, string | number>) =>
    table.push({ build, what, ...figures, load: loadavg()[0]?.toFixed(1) ?? '' })
  const open = async (imageId: string) => {
    const of = {
      logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
      logStreamName: '3.14.0/1',
    }
    await aws.post('stacks', {
      stackName: imageId,
      stackStatus: 'CREATE_IN_PROGRESS',
      tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.14.0' },
    })
    await aws.post('streams', { ...of, lines: 100, startTime: Date.now() - 60_000, template: 'before {n}.' })
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(`http://127.0.0.1:${port}/images/${imageId}/logstreams/${of.logStreamName}`)
    await seen(page, 'before 100.')
    await aws.delete('calls')
    const calls = async () => {
      const { byOperation } = await aws.get<{ byOperation: Record<string, number> }>('calls')
      return byOperation.GetLogEvents ?? 0
    }
    return { page, of, calls }
  }

  for (const rate of values.rate.map(Number)) {
    const { page, of, calls } = await open(`rate-${rate}`)
    const began = performance.now()
    const lines = rate / 4
    for (let turn = 0; turn < seconds * 4; turn++) {
      const startTime = Date.now()
      await aws.post('streams', { ...of, lines, startTime, everyMs: 250 / lines, template: `${turn} {n}` })
      await sleep(Math.max(0, began + (turn + 1) * 250 - performance.now()))
    }
    await aws.post('events', { ...of, events: [{ timestamp: Date.now() + 300, message: 'the last.' }] })
    const asked = await calls()
    say(`${rate} lines/s for ${seconds} s`, {
      'last line after': await seen(page, 'the last.'),
      'GetLogEvents a second': (asked / seconds).toFixed(1),
    })
    await page.close()
  }

  const burst = await open('burst')
  await aws.post('streams', {
    ...burst.of,
    lines: 120_000,
    startTime: Date.now(),
    everyMs: 0.1,
    template: '{n}',
  })
  await aws.post('events', {
    ...burst.of,
    events: [{ timestamp: Date.now() + 12_500, message: 'the last.' }],
  })
  say('120,000 lines at once', { 'last line after': await seen(burst.page, 'the last.') })
  await burst.page.close()

  const silence = await open('silence')
  let swallows = true
  await silence.page.route('**/v3/**', async (route) => {
    if (!swallows) await route.continue()
  })
  await silence.page.waitForRequest('**/v3/**')
  await sleep(15_000)
  await aws.post('events', { ...silence.of, events: [{ timestamp: Date.now(), message: 'the last.' }] })
  swallows = false
  say('15 s of swallowed questions', { 'last line after': await seen(silence.page, 'the last.') })
  await silence.page.close()

  await app.stop()
  await endpoint.close()
}

/** How long it took until the line was on the screen. */
async function seen(page: Page, text: string): Promise<string> {
  const began = performance.now()
  const line = page.locator('.log-text').filter({ hasText: text }).last()
  return line
    .waitFor({ timeout: givenUp })
    .then(() => `${((performance.now() - began) / 1000).toFixed(1)} s`)
    .catch(() => `not within ${givenUp / 1000} s`)
}
