import type { Browser } from '@playwright/test'
import type { EmbeddedAws } from '../embedded-aws'
import { readBack } from './app-figures'
import { everyMs, startTime } from './bench-log'
import { median, ms, say } from './figures'
import { type Opened, open } from './in-browser'
import { groupOf, imageOf, logStreamName, type Viewer } from './viewers'

/** What these need besides the app: its AWS, and servers that have answered nothing yet. */
export type Surroundings = {
  browser: Browser
  viewer: Viewer
  rounds: number
  aws: EmbeddedAws
  startApp: () => Promise<{ url: string; stop: () => Promise<unknown> }>
}

/** How long a reader waits for what: each prints as it is taken. */
export const appWaits: Record<string, (around: Surroundings) => Promise<void>> = {
  pages,
  link,
  follow,
  colours,
  dense,
}

const pathOf = (imageId: string) => `/images/${imageId}/logstreams/${logStreamName}`

/** The longest frame while a page is put before what is held, the log standing still otherwise. */
async function pages({ browser, viewer }: Surroundings): Promise<void> {
  const opened = await open(browser, viewer, viewer.address(1_000_000))
  const longest: number[] = []
  for (let page = 0; page < 28; page++) {
    await opened.page.evaluate(`bench.sample(${JSON.stringify(viewer.scroller)})`)
    await opened.page.evaluate(`new Promise((resolve) => {
      const box = document.querySelector(${JSON.stringify(viewer.scroller)})
      const before = box.scrollHeight
      box.scrollTop = 0
      const look = () => (box.scrollHeight === before ? requestAnimationFrame(look) : setTimeout(resolve, 300))
      requestAnimationFrame(look)
    })`)
    const { frames } = await opened.page.evaluate<{ frames: number[] }>('bench.stop()')
    longest.push(Math.max(...frames))
  }
  const late = longest.slice(-8)
  say('a page of 10,000 lines arrives, up to 200,000 held: longest frame, median', ms(median(longest)))
  say('… most', ms(Math.max(...longest)))
  say('… of the last eight pages, median and most', `${ms(median(late))}, ${ms(Math.max(...late))}`)
  await opened.close()
}

/** A link into the middle of a million lines, asked of a server that has read nothing. */
async function link({ browser, viewer, rounds, startApp }: Surroundings): Promise<void> {
  const at = new Date(startTime + 500_000 * everyMs).toISOString()
  const marked: Viewer = { ...viewer, text: '.log-row[data-marked] .log-text' }
  const times: number[] = []
  for (let round = 0; round < Math.max(3, rounds); round++) {
    const cold = await startApp()
    try {
      const opened = await open(browser, marked, `${cold.url}${pathOf(imageOf(1_000_000))}?at=${at}`)
      times.push(opened.firstLine)
      await opened.close()
    } finally {
      await cold.stop()
    }
  }
  say('a link opened cold, of a cold server: its line in sight', times.map(ms).join(', '))
}

/** From the moment AWS has a line to the frame that shows it. */
async function follow({ browser, viewer, rounds, aws }: Surroundings): Promise<void> {
  const imageId = 'bench-follow'
  const where = { logGroupName: groupOf(imageId), logStreamName }
  const creationTime = Date.now() - 1_200_000
  await aws.post('stacks', {
    stackName: imageId,
    stackStatus: 'CREATE_IN_PROGRESS',
    creationTime,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.14.0' },
    events: [{ logicalResourceId: imageId, timestamp: creationTime, resourceStatus: 'CREATE_IN_PROGRESS' }],
  })
  await aws.post('streams', {
    ...where,
    lines: 5_000,
    startTime: Date.now() - 500_000,
    everyMs: 100,
    template: 'line {n}.',
  })
  const { origin } = new URL(viewer.address(1))
  const opened = await open(browser, viewer, `${origin}${pathOf(imageId)}`)
  const times: number[] = []
  for (let n = 0; n < 4 * Math.max(3, rounds); n++) {
    await opened.page.waitForTimeout(1_500 + Math.random() * 2_000)
    const message = `followed ${n}.`
    await opened.page.evaluate(`globalThis.seen = bench.untilText('${message}'); 0`)
    await aws.post('events', { ...where, events: [{ timestamp: Date.now(), message }] })
    const written = Date.now()
    times.push((await opened.page.evaluate<number>('globalThis.seen')) - written)
  }
  say(
    'a line written while following, in sight: median, most',
    `${ms(median(times))}, ${ms(Math.max(...times))}`,
  )
  await opened.close()
}

/** A hundred lines of 8,000 colours each. */
async function colours({ browser, viewer, aws }: Surroundings): Promise<void> {
  const imageId = 'bench-colours'
  const where = { logGroupName: groupOf(imageId), logStreamName }
  await aws.post('streams', { ...where, lines: 1, startTime, everyMs, template: 'begin' })
  const message = Array.from({ length: 8_000 }, (_, n) => `\u001b[${31 + (n % 6)}mc${n % 10}`).join('')
  for (let n = 0; n < 100; n += 10) {
    const events = Array.from({ length: 10 }, (_, k) => ({
      timestamp: startTime + (n + k + 1) * everyMs,
      message,
    }))
    await aws.post('events', { ...where, events })
  }
  const { origin } = new URL(viewer.address(1))
  const opened = await open(browser, viewer, `${origin}${pathOf(imageId)}`)
  say('100 lines of 8,000 colours: first line', ms(opened.firstLine))
  say('… elements of the page', String(await opened.page.locator('*').count()))
  await opened.close()
}

/** More wrapped rows than one element has room for, at three device pixels to one. */
async function dense({ browser, viewer, aws }: Surroundings): Promise<void> {
  const imageId = 'bench-dense'
  const [lines, rows] = [34_000, 17]
  const template = `{n} ${'wrapped '.repeat(40)}`
  await aws.post('streams', {
    logGroupName: groupOf(imageId),
    logStreamName,
    lines,
    startTime,
    everyMs,
    template,
  })
  const { origin } = new URL(viewer.address(1))
  const narrow = { width: 320, height: 800 }
  const opened = await open(browser, viewer, `${origin}${pathOf(imageId)}`, undefined, {
    viewport: narrow,
    deviceScaleFactor: 3,
  })
  say(
    `${lines.toLocaleString('en')} lines of about ${rows} rows at device pixel ratio 3: first line`,
    ms(opened.firstLine),
  )
  const reading = await readBack(opened, viewer)
  say('… read back to the first, longest task', ms(reading.longestTask))
  const height = await opened.page.evaluate<number>(
    `document.querySelector(${JSON.stringify(viewer.scroller)}).scrollHeight`,
  )
  say(
    '… height of the list in device pixels, of 33,554,432 that Chromium draws',
    (height * 3).toLocaleString('en'),
  )
  say('… End to the last line', ms(await toLast(opened, `${lines} wrapped`)))
  await opened.close()
}

async function toLast({ page }: Opened, text: string): Promise<number> {
  await page.locator('.log[role=log]').focus()
  const begun = Date.now()
  await page.evaluate(`globalThis.seen = bench.untilText(${JSON.stringify(text)}); 0`)
  await page.keyboard.press('End')
  return (await page.evaluate<number>('globalThis.seen')) - begun
}
