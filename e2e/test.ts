import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browsersInWords, ensureBrowser } from './browser'

/**
 * `npm test`: lint, format, types, dead code, unit and integration tests, then the production build in a real browser against
 * the embedded endpoint. Stops at the first part that fails; the last line counts the tests that ran.
 */
const folder = mkdtempSync(join(tmpdir(), 'image-build-logs-'))
const counts = join(folder, 'counts')
writeFileSync(counts, '')
const vitestReport = join(folder, 'vitest.json')

let browsers = 'Browsers: none'

const ok =
  run('biome', ['check', '.']) &&
  run('next', ['typegen']) &&
  run('tsc', ['--noEmit']) &&
  run('knip', []) &&
  run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]) &&
  run('npm', ['run', 'build']) &&
  browserTests()

const { passed, failed } = total()
console.log(browsers)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = ok && failed === 0 ? 0 : 1

function browserTests(): boolean {
  try {
    const chromium = ensureBrowser()
    browsers = browsersInWords(chromium)
    return run('playwright', ['test'], { CHROMIUM_PATH: chromium, TEST_COUNTS: counts })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return false
  }
}

function run(command: string, args: string[], env: Record<string, string> = {}): boolean {
  console.log(`\n$ ${command} ${args.join(' ')}`)
  const [file, ...rest] = command === 'npm' ? [command, ...args] : ['npx', command, ...args]
  return spawnSync(file, rest, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0
}

function total() {
  const sum = { passed: 0, failed: 0 }
  for (const line of readFileSync(counts, 'utf8').split('\n').filter(Boolean)) {
    const each = JSON.parse(line) as typeof sum
    sum.passed += each.passed
    sum.failed += each.failed
  }
  try {
    const unit = JSON.parse(readFileSync(vitestReport, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
    }
    sum.passed += unit.numPassedTests
    sum.failed += unit.numFailedTests
  } catch {
    // The unit tests did not get as far as a report; what stopped them stands above.
  }
  return sum
}
