import { expect, test } from 'vitest'
import { formatLineTime } from './time-mode'

const ten = Date.parse('2026-11-21T10:00:00.000Z')
const since = (time: string) => formatLineTime(Date.parse(`2026-11-21T${time}Z`), 'reference', ten)

test('since a reference line at 10:00:00 the line of 10:03:20 comes at +3:20', () => {
  expect(since('10:03:20.000')).toBe('+3:20')
  expect(since('10:00:00.000')).toBe('0:00')
  expect(since('10:00:00.007')).toBe('+0:00.007')
  expect(since('11:02:05.250')).toBe('+1:02:05.250')
  expect(since('09:59:59.500')).toBe('-0:00.500')
  expect(since('08:50:00.000')).toBe('-1:10:00')
})

test('the other times are as they were', () => {
  expect(formatLineTime(ten + 1, 'utc', ten)).toBe('10:00:00.001')
  expect(formatLineTime(ten + 754_567, 'start', ten)).toBe('+0:12:34.567')
  expect(formatLineTime(ten, 'off', ten)).toBe('')
})
