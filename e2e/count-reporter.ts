import { appendFileSync } from 'node:fs'
import type { Reporter, TestCase } from '@playwright/test/reporter'

/** Adds this run's counts to the file that e2e/test.ts sums up, so that the last line counts every test. */
export default class CountReporter implements Reporter {
  readonly #tests = new Set<TestCase>()

  onTestEnd(test: TestCase) {
    this.#tests.add(test)
  }

  onEnd() {
    const passed = [...this.#tests].filter((test) => test.ok()).length
    const file = process.env.TEST_COUNTS
    if (file) appendFileSync(file, `${JSON.stringify({ passed, failed: this.#tests.size - passed })}\n`)
  }
}
