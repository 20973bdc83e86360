import { expect, it } from 'vitest'
import { parseTypedTime } from './typed-time'

const now = Date.UTC(2026, 10, 20, 12)

it.each([
  ['2026-11-20T10:00:00', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20T12:00:00+02:00', '2026-11-20T10:00:00.000Z'],
  // A browser's address loses the plus.
  ['2026-11-20T12:00:00 02:00', '2026-11-20T10:00:00.000Z'],
  ['20261120T100000Z', '2026-11-20T10:00:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['1795168800', '2026-11-20T10:00:00.000Z'],
  ['1795168800123', '2026-11-20T10:00:00.123Z'],
  ['now', '2026-11-20T12:00:00.000Z'],
  ['now-1h', '2026-11-20T11:00:00.000Z'],
  [' now - 90 min ', '2026-11-20T10:30:00.000Z'],
  ['now-2d', '2026-11-18T12:00:00.000Z'],
])('%s is a time', (text, time) => expect(new Date(parseTypedTime(text, now) ?? 0).toISOString()).toBe(time))

it.each(['hello 7', 'now+1h', 'now-1y', '', '12', '2026-13-01', '20:00'])('%s is none', (text) =>
  expect(parseTypedTime(text, now)).toBeNull(),
)
