import { expect, test } from 'vitest'
import { formatAgo, formatDay, formatDuration, formatTime, zoneName } from './time-format'

const moment = Date.UTC(2026, 10, 21, 0, 4, 5, 6)

test('a time reads from the largest unit to the smallest and keeps midnight at 00', () => {
  expect(formatTime(moment, 'utc')).toBe('2026-11-21 00:04:05')
  expect(formatTime(moment, 'utc', true)).toBe('2026-11-21 00:04:05.006')
})

test('the zone is named beside a time, not guessed from it', () => {
  expect(zoneName(moment, 'utc')).toBe('UTC')
})

test('a duration has at most two units and drops a second that is zero', () => {
  expect(formatDuration(0)).toBe('0 s')
  expect(formatDuration(850)).toBe('850 ms')
  expect(formatDuration(42_000)).toBe('42 s')
  expect(formatDuration(425_000)).toBe('7 min 5 s')
  expect(formatDuration(3_600_000)).toBe('1 h')
  expect(formatDuration(3_725_000)).toBe('1 h 2 min')
  expect(formatDuration(86_400_000 * 3 + 4 * 3_600_000)).toBe('3 d 4 h')
})

test('a clock that runs behind never makes a duration negative', () => {
  expect(formatDuration(-5000)).toBe('0 s')
})

test('an age is told in one unit', () => {
  expect(formatAgo(20_000)).toBe('just now')
  expect(formatAgo(2 * 3_600_000 + 240_000)).toBe('2 h ago')
})

test('a day of another year says which', () => {
  expect(formatDay(Date.UTC(2026, 4, 12, 23), moment)).toBe('May 12')
  expect(formatDay(Date.UTC(2025, 11, 1), moment)).toBe('Dec 1, 2025')
})
