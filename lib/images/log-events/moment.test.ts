import { expect, test } from 'vitest'
import { momentOf } from './moment'

const at = (iso: string) => Date.parse(iso)
const log = { start: at('2026-11-20T22:10:00Z'), end: at('2026-11-21T01:30:00Z') }
const iso = (text: string, extent = log) => {
  const moment = momentOf(text, extent, 'utc')
  return moment === undefined ? undefined : new Date(moment).toISOString()
}

test('a clock time means that time within the log, also beyond midnight', () => {
  expect(iso('22:30')).toBe('2026-11-20T22:30:00.000Z')
  expect(iso('0:15')).toBe('2026-11-21T00:15:00.000Z')
  expect(iso('01:02:03.5')).toBe('2026-11-21T01:02:03.500Z')
})

test('outside the log it means the nearest such time', () => {
  expect(iso('22:00')).toBe('2026-11-20T22:00:00.000Z')
  expect(iso('02:00')).toBe('2026-11-21T02:00:00.000Z')
})

test('ISO 8601 is UTC unless it says otherwise', () => {
  expect(iso('2026-11-20T22:30:00.123Z')).toBe('2026-11-20T22:30:00.123Z')
  expect(iso('2026-11-20 22:30')).toBe('2026-11-20T22:30:00.000Z')
  expect(iso('2026-11-20T22:30+02:00')).toBe('2026-11-20T20:30:00.000Z')
  expect(iso('2026-11-20')).toBe('2026-11-20T00:00:00.000Z')
})

test('what is no time is none', () => {
  for (const text of ['', '13', '25:00', '13:60', '3.14.0/1', '2026-13-40', 'half past ten']) {
    expect(momentOf(text, log, 'utc')).toBeUndefined()
  }
})
