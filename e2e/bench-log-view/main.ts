import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { ensureBrowser } from '../browser'
import { EmbeddedAws } from '../embedded-aws'
import { freePort, start } from '../processes'
import { appFigures } from './app-figures'
import { appWaits } from './app-waits'
import { everyMs, startTime, templates } from './bench-log'
import { measure, type Round, row } from './compare'
import { servePeers } from './peers-server'
import { groupOf, imageOf, logStreamName, viewersAt } from './viewers'

/**
 * `npm run bench:log-view`, after `npm run build`: the same log in this app's production build and in other log
 * viewers, in one browser. Options: `-- --sizes 50k,200k --viewers app,patternfly --rounds 1 --seconds 6`; `--parts
 * frames,first,…` for some of it, the comparison of frames being one and the app's own figures the others (all of it
 * takes the better part of an hour); `--beside <folder>` for another `standalone` build of this app, to see what a
 * change does.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '50k,200k,1M' },
    viewers: { type: 'string', default: 'app,patternfly,logviewer,pre' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '6' },
    parts: { type: 'string', default: ['frames', ...Object.keys({ ...appFigures, ...appWaits })].join() },
    beside: { type: 'string' },
  },
})
const sizes = values.sizes.split(',').map(sizeOf)
const rounds = Number(values.rounds)
const parts = values.parts.split(',')

if (!existsSync('e2e/bench-log-view/node_modules')) {
  execFileSync('npm', ['ci', '--prefix', 'e2e/bench-log-view'], { stdio: 'inherit' })
}
const endpoint = await start(
  [process.execPath, '--import', 'tsx', 'e2e/aws-endpoint/main.ts', '--empty'],
  {},
  /AWS endpoint: (http:\S+)/,
)
const aws = new EmbeddedAws(endpoint.match[1] ?? '')
const app = await startApp('.next/standalone')
const beside = values.beside === undefined ? undefined : await startApp(values.beside)
const peers = await servePeers()
const launch = { executablePath: ensureBrowser(), args: ['--no-sandbox', '--disable-background-networking'] }
const browser = await chromium.launch(launch)
const loadBefore = os.loadavg()[0] ?? 0
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(1)))
}

try {
  for (const lines of new Set([...sizes, 50_000, 200_000, 1_000_000])) await make(lines)
  const wanted = values.viewers.split(',')
  const [thisApp, ...others] = viewersAt(app.url, peers.url)
  const viewers = [thisApp, ...others].filter(({ name }) =>
    wanted.some((word) => name.toLowerCase().includes(word)),
  )
  if (beside) viewers.unshift({ ...viewersAt(beside.url, peers.url)[0], name: 'the other build' })
  if (parts.includes('frames')) {
    // The server's first answer compiles what all others run.
    for (const viewer of viewers) await measure(browser, viewer, sizes[0] ?? 50_000, 0.5)
    for (const lines of sizes) {
      const measured = new Map<string, Round[]>(viewers.map(({ name }) => [name, []]))
      for (let round = 0; round < rounds; round++) {
        for (const viewer of viewers) {
          const rounds = measured.get(viewer.name)
          // Who crashed once need not crash again.
          if (rounds?.some((round) => 'failed' in round)) continue
          rounds?.push(await measure(browser, viewer, lines, Number(values.seconds)))
        }
      }
      console.log(`\n${lines.toLocaleString('en')} lines`)
      console.table(Object.fromEntries([...measured].map(([name, rounds]) => [name, row(rounds)])))
    }
  }
  const around = { browser, viewer: thisApp, rounds, aws, startApp: () => startApp('.next/standalone') }
  for (const part of parts) {
    await appFigures[part]?.(browser, thisApp, rounds)
    await appWaits[part]?.(around)
  }
  console.log(
    `${os.cpus().length} × ${os.cpus()[0]?.model}, load ${loadBefore.toFixed(1)} before and ` +
      `${os.loadavg()[0]?.toFixed(1)} after, Chromium ${browser.version()}, Node ${process.version}, ` +
      `medians of ${rounds}`,
  )
} finally {
  await stopAll()
}

async function stopAll() {
  await browser.close()
  await Promise.all([peers.stop(), app.stop(), beside?.stop(), endpoint.stop()])
}

async function startApp(folder: string) {
  const port = await freePort()
  // Room in the bucket: what is measured is the browser's work, not waiting for quota.
  const env = {
    ...aws.env,
    CACHE_DIR: mkdtempSync(join(os.tmpdir(), 'image-build-logs-')),
    PORT: String(port),
    LOG_LEVEL: 'warn',
    GET_LOG_EVENTS_PER_SECOND: '100',
  }
  const { stop } = await start([process.execPath, `${folder}/main.mjs`], env, /Dashboard: /)
  return { url: `http://127.0.0.1:${port}`, stop }
}

async function make(lines: number) {
  await aws.post('streams', {
    logGroupName: groupOf(imageOf(lines)),
    logStreamName,
    lines,
    startTime,
    everyMs,
    template: templates,
  })
}

function sizeOf(text: string): number {
  const [, number = '', unit = ''] = /^(\d+)(k|M)?$/.exec(text) ?? []
  if (!number) throw new Error(`--sizes takes numbers such as 50k and 1M, not ${text}`)
  return Number(number) * ({ k: 1e3, M: 1e6 }[unit] ?? 1)
}
