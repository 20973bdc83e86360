import { createWriteStream, mkdtempSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import { findBrowser } from './browser'
import { startStandalone } from './standalone'

/**
 * `npx tsx e2e/bench-open.ts [--megabytes 60,1024]`, after `npm run build`: how long a log of that much text takes from the
 * choice of its file to the cause and to the log's first line, packed (`.gz`) and plain, and what the tab then holds.
 * The log is one failed build's, a twentieth of its lines different in length; its last step tells why it failed.
 */
const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '60,1024' } } })
const cause = 'Unable to find a match: kernel-devel-6.1.147-172.266.amzn2023.x86_64'
const folder = mkdtempSync(join(tmpdir(), 'bench-open-'))
const longestMs = 300_000

const executablePath = findBrowser()
const server = await startStandalone('.next/standalone')
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ['--no-sandbox', '--disable-quic', '--enable-precise-memory-info'],
})
const rows: Record<string, string | number>[] = []
try {
  for (const megabytes of values.megabytes.split(',').map(Number))
    for (const packed of [false, true]) rows.push(await opened(await logFile(megabytes, packed), megabytes))
} finally {
  console.table(rows)
  await browser.close()
  server.process.kill()
}

/** A failed build's log of so much text, a line an event, a millisecond apart where it is busy. */
async function logFile(megabytes: number, packed: boolean): Promise<string> {
  const path = join(folder, `build-${megabytes}.log${packed ? '.gz' : ''}`)
  const file = createWriteStream(path)
  await (packed
    ? pipeline(pieces(megabytes), createGzip({ level: 6 }), file)
    : pipeline(pieces(megabytes), file))
  return path
}

function* pieces(megabytes: number): Generator<string> {
  let time = Date.parse('2026-01-02T03:04:05Z')
  const line = (message: string) => `${new Date(time++).toISOString()} ${message}\n`
  const component =
    'arn:aws:imagebuilder:eu-west-1:111122223333:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/3.13.0/1'
  yield line('Executor: STARTED EXECUTION OF ALL DOCUMENTS') +
    line(`Document ${component}`) +
    line('Phase build')
  const share = (megabytes * 1_048_576) / 20
  for (let step = 0; step < 20; step++) {
    yield line(`Step Step${step}`) + line('ExecuteBash: STARTED EXECUTION')
    for (let bytes = 0, n = 0; bytes < share; ) {
      let piece = ''
      for (; piece.length < 65_536; n++)
        piece += line(
          `Stdout:   * package[libexample-${step}-${n}] action install ${n % 20 ? '(up to date)' : 'x'.repeat(400)}`,
        )
      bytes += piece.length
      yield piece
    }
    if (step === 19) yield line(`Stderr: Error: ${cause}`)
    yield line('CmdExecution: Command execution has been completed') +
      line(`CmdExecution: ExitCode ${step === 19 ? 1 : 0}`) +
      line('ExecuteBash: FINISHED EXECUTION')
  }
  yield line('Executor: FINISHED EXECUTION OF ALL DOCUMENTS') +
    line('TOE has completed execution with failure - Execution failed!')
}

async function opened(path: string, megabytes: number): Promise<Record<string, string | number>> {
  const context: BrowserContext = await browser.newContext()
  const page: Page = await context.newPage()
  page.setDefaultTimeout(longestMs)
  await page.goto(`${server.url}/open`)
  await page.waitForLoadState('networkidle')
  const begun = Date.now()
  await page.locator('input[type=file]').first().setInputFiles(path)
  await page.getByText(cause).first().waitFor()
  const toCause = Date.now() - begun
  const again = Date.now()
  await page.getByRole('link', { name: 'Log', exact: true }).click()
  await page.locator('.log-row').first().waitFor()
  const toLine = Date.now() - again
  const heap = await page.evaluate(
    () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
  )
  await context.close()
  return {
    file: `${megabytes} MB of text${path.endsWith('.gz') ? `, ${(statSync(path).size / 1_048_576).toFixed(0)} MB packed` : ''}`,
    'cause, ms': toCause,
    'first line of the log after it, ms': toLine,
    'page heap, MB': Math.round(heap / 1_048_576),
    load: loadavg()[0]?.toFixed(1) ?? '',
  }
}
