import { expect, type Page, type Request } from '@playwright/test'
import type { EmbeddedAws } from './embedded-aws'

const logStreamName = '3.14.0/1'
const hour = 3_600_000

let made = 0

/** A log of its own for one test, and ways to write more into it. */
export type TestLog = {
  imageId: string
  startTime: number
  path: string
  /** Where the endpoint's own ways find the stream. */
  where: { logGroupName: string; logStreamName: string }
  write: (messages: string[], timestamp?: number) => Promise<unknown>
  /** Changes the stack's status; only for a build that was made running. */
  finish: (resourceStatus: string) => Promise<unknown>
}

type Wish = {
  lines?: number
  everyMs?: number
  perTimestamp?: number
  timeWindowMs?: number
  startTime?: number
  running?: boolean
  /** Of each line, `{n}` being its number. */
  template?: string
}

/** Numbered lines (`line 1.`, `line 2.`, …) until an hour ago, by a build that is over unless told otherwise. */
export async function numberedLog(aws: EmbeddedAws, wish: Wish = {}): Promise<TestLog> {
  const { lines = 0, everyMs = 100, running = false, ...rest } = wish
  const { startTime = Date.now() - hour - lines * everyMs } = wish
  const imageId = `numbered-${Date.now()}-${made++}`
  const where = { logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`, logStreamName }
  const stack = {
    stackName: imageId,
    creationTime: startTime - 600_000,
    tags: { 'parallelcluster:image_id': imageId, 'parallelcluster:version': '3.14.0' },
  }
  const setStatus = (resourceStatus: string, timestamp = Date.now()) =>
    aws.post('stack-events', {
      stackName: imageId,
      events: [{ logicalResourceId: imageId, timestamp, resourceStatus }],
    })
  if (running) {
    await aws.post('stacks', { ...stack, stackStatus: 'CREATE_IN_PROGRESS' })
    await setStatus('CREATE_IN_PROGRESS', stack.creationTime)
  }
  if (lines > 0) {
    await aws.post('streams', { ...where, lines, startTime, everyMs, template: 'line {n}.', ...rest })
  }
  return {
    imageId,
    startTime,
    path: `/images/${imageId}/logstreams/${logStreamName}`,
    where,
    write: (messages, timestamp = Date.now()) =>
      aws.post('events', { ...where, events: messages.map((message) => ({ timestamp, message })) }),
    finish: setStatus,
  }
}

export const numbered = (count: number, word: string) =>
  Array.from({ length: count }, (_, n) => `${word} ${n + 1}.`)

export const log = (page: Page) => page.getByRole('log', { name: 'Build log' })
export const rows = (page: Page) => log(page).locator('.log-row')
export const line = (page: Page, text: string) => rows(page).filter({ hasText: text })
export const linkOf = (page: Page, text: string) =>
  line(page, text).getByRole('link', { name: /^Link to line / })
export const findBox = (page: Page) => page.getByRole('searchbox', { name: 'Find in log' })
/** What the log view says; the page's header may have a status of its own. */
export const status = (page: Page) =>
  page.getByRole('region', { name: 'Log', exact: true }).getByRole('status')

/** Opens one of the toolbar's menus; a click beside it or Escape closes it. */
export async function openMenu(page: Page, name: 'Time' | 'View' | 'More') {
  const button = page.getByRole('button', { name, exact: true })
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
  await expect(page.getByRole('dialog', { name, exact: true })).toBeVisible()
}

/** Opens a log and waits for a line of it. */
export async function openLog(page: Page, path: string, text: string) {
  await page.goto(path)
  // The first page of a server and a browser that have just begun takes its time on a busy machine.
  await expect(line(page, text)).toBeVisible({ timeout: 45_000 })
}

/** The first whole line in view and where it stands. */
export const topLine = (page: Page) =>
  log(page).evaluate((box) => {
    const { top } = box.getBoundingClientRect()
    const row = [...box.querySelectorAll('.log-row[data-row]')].find(
      (one) => one.getBoundingClientRect().top >= top,
    )
    return {
      text: row?.querySelector('.log-text')?.textContent ?? '',
      y: row?.getBoundingClientRect().top ?? -1,
    }
  })

/** The line that was on top is still within a pixel of where it was; waits for what is being drawn. */
export const expectStill = async (page: Page, before: { text: string; y: number }) =>
  expect(async () => {
    const box = await line(page, before.text).boundingBox()
    expect(Math.abs((box?.y ?? Number.NaN) - before.y)).toBeLessThanOrEqual(1)
  }).toPass({ timeout: 5_000 })

/** What the page asks of the API from now on, and a way to wait until it asks nothing. */
export function watchRequests(page: Page) {
  const asked: string[] = []
  let open = 0
  let last = Date.now()
  const isOurs = (request: Request) => request.url().includes('/v3/')
  const ended = (request: Request) => {
    if (isOurs(request)) open--
    last = Date.now()
  }
  page.on('request', (request) => {
    if (!isOurs(request)) return
    asked.push(request.url())
    open++
  })
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  const settled = () =>
    expect.poll(() => open === 0 && Date.now() - last > 500, { intervals: [100] }).toBe(true)
  return { asked, settled }
}

/** How many GetLogEvents calls have reached AWS. */
export async function logCalls(aws: EmbeddedAws): Promise<number> {
  const { byOperation } = await aws.get<{ byOperation: Record<string, number> }>('calls')
  return byOperation.GetLogEvents ?? 0
}
