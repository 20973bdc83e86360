import { expect, test } from 'vitest'
import { tickLabel } from './tick-label'

const time = Date.parse('2026-03-02T23:59:30.000Z')

test('ticks less than a minute apart show seconds', () => {
  expect(tickLabel(time, time - 30_000, 30_000, 'utc')).toBe('23:59:30')
  expect(tickLabel(time, time - 600_000, 600_000, 'utc')).toBe('23:59')
})

test('the first tick and the first of a day name the day', () => {
  expect(tickLabel(time, undefined, 600_000, 'utc')).toBe('03-02 23:59')
  expect(tickLabel(time + 60_000, time, 60_000, 'utc')).toBe('03-03 00:00')
})

test('ticks days apart are days', () => {
  expect(tickLabel(time, time - 86_400_000, 86_400_000, 'utc')).toBe('2026-03-02')
})
