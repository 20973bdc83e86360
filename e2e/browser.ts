import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, firefox } from '@playwright/test'

/** The shell first: it draws pages and no browser around them, in a third of the CPU time. */
const installed = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Where a browser for the tests is: `CHROMIUM_PATH`, Playwright's own download, or one the system has. */
export function findBrowser(): string | undefined {
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...installed]
  return candidates.find((path) => path && existsSync(path))
}

/**
 * Whether the specs run in Firefox as well: where Playwright's own build of it is installed (`npx playwright install firefox`;
 * no distribution's will do) and `BROWSERS=chromium,firefox` asks for it.
 */
export function runsFirefox(): boolean {
  const isWanted = process.env.BROWSERS?.split(',').includes('firefox') ?? false
  return isWanted && existsSync(firefox.executablePath())
}

/** For whoever reads a test's output: which browsers it is about. */
export function browsersInWords(chromiumPath: string): string {
  const said = spawnSync(chromiumPath, ['--version'], { encoding: 'utf8' }).stdout?.trim()
  const others = runsFirefox()
    ? 'Firefox'
    : `not Firefox (${existsSync(firefox.executablePath()) ? 'BROWSERS=chromium,firefox asks for it' : 'Playwright’s is not installed'})`
  return `Browsers: ${said || chromiumPath}; ${others}`
}

/**
 * Makes sure there is a browser: Playwright's download first, then the distribution's package where we may
 * install one. Returns its path.
 * @throws {Error} one sentence that says what to do, when neither works.
 */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  run('npx', ['playwright', 'install', 'chromium'])
  const downloaded = findBrowser()
  if (downloaded) return downloaded
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    run('apt-get', ['update'])
    run('apt-get', ['install', '-y', 'chromium-headless-shell'])
  }
  const packaged = findBrowser()
  if (packaged) return packaged
  throw new Error(
    'No browser for the tests: install Chrome or Chromium, or set CHROMIUM_PATH to one, then run npm test again.',
  )
}

function run(command: string, args: string[]) {
  console.log(`$ ${command} ${args.join(' ')}`)
  spawnSync(command, args, { stdio: 'inherit', timeout: 600_000 })
}
