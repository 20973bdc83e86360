import fc from 'fast-check'
import { expect, it } from 'vitest'
import { formatIsoTime, parseIsoTime } from './iso-time'

const moment = Date.UTC(2021, 5, 2, 15, 55, 10)

it.each([
  ['2021-06-02T15:55:10Z', moment],
  ['2021-06-02T15:55:10z', moment],
  ['2021-06-02T15:55:10', moment],
  ['2021-06-02 15:55:10', moment],
  ['20210602T155510Z', moment],
  ['2021-06-02T17:55:10+02:00', moment],
  ['2021-06-02T17:55:10 02:00', moment],
  ['2021-06-02T13:25:10-0230', moment],
  ['2021-06-02T15:55:10.123456Z', moment + 123],
  ['2021-06-02', Date.UTC(2021, 5, 2)],
  ['1970-01-01', 0],
])('%s is read', (text, time) => expect(parseIsoTime(text)).toBe(time))

it.each([
  'now',
  '1622649310',
  '1622649310000',
  '2021',
  '15:55',
  'June 2 2021',
  '2021-13-01',
  '2021-02-30',
  '2021-06-00',
  '2021-W05-1',
  '2021-06-02T24:00:00Z',
  '2021-06-02T15:60:00Z',
  '2021-06-02T15:55:10+25:00',
  '2021-06-02T15:55:10Z\n',
])('%j is not', (text) => expect(parseIsoTime(text)).toBeNull())

it('reads back what it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (time) => {
      expect(parseIsoTime(formatIsoTime(time))).toBe(time)
    }),
  )
})
