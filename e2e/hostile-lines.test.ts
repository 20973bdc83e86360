import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/** Seconds of CPU, so that a busy machine changes nothing; it takes some twenty. */
const most = 240

test('patterns and readers of a log come to an end on hostile lines of 1 MB', { timeout: 3_600_000 }, () => {
  const check = `ulimit -t ${most} && exec npx tsx e2e/check-patterns.ts --lines`
  const { status, stdout, stderr } = spawnSync('sh', ['-c', check], { encoding: 'utf8' })
  expect(status, stdout + stderr).toBe(0)
})
