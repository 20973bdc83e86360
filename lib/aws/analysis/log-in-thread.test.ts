import { expect, test } from 'vitest'
import { LogInThread } from './log-in-thread'

/** Events at these seconds of an hour. */
const at = (...seconds: number[]) =>
  seconds.map((second) => ({
    timestamp: new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString(),
    message: `${second}`,
  }))

function log() {
  const read = new LogInThread()
  read.read(at(0, 59, 60, 100, 120, 121))
  read.read(at(190, 250))
  return read
}

test('a page as it was read is no news, wherever it begins', () => {
  expect(log().isMissingFrom(at(0, 59, 60, 100, 120, 121, 190, 250))).toBe(false)
  expect(log().isMissingFrom(at(100, 120, 121, 190))).toBe(false)
  expect(log().isMissingFrom([])).toBe(false)
})

test('one more event in a minute that was read came late', () => {
  expect(log().isMissingFrom(at(100, 120, 121, 121, 190, 250))).toBe(true)
  expect(new LogInThread().isMissingFrom(at(100, 120))).toBe(false)
})

test('what goes on after the last event that was read did not', () => {
  expect(log().isMissingFrom(at(120, 121, 190, 250, 251, 252, 300))).toBe(false)
})
