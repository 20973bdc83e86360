import { describe, expect, it, test, vi } from 'vitest'
import { formatLineTime, formatTurn } from './time-mode'

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

describe('a turn of the day or of the clock', () => {
  const at = (text: string) => Date.parse(text)

  it('is told with the date on the first line of a day', () => {
    expect(formatTurn(at('2026-11-22T00:00:01Z'), at('2026-11-21T23:59:58Z'), 'utc')).toBe('22 Nov 00:00')
    expect(formatTurn(at('2026-11-22T00:00:02Z'), at('2026-11-22T00:00:01Z'), 'utc')).toBeUndefined()
  })

  it('is told with the offset where clocks are put back, and to nobody who counts from a line', () => {
    const [before, after] = [at('2026-10-25T00:50:00Z'), at('2026-10-25T01:00:00Z')]
    // Berlin, at the end of its summer time.
    const offset = vi.spyOn(Date.prototype, 'getTimezoneOffset').mockImplementation(function (this: Date) {
      return this.getTime() < after ? -120 : -60
    })
    expect(formatTurn(after, before, 'local')).toBe('02:00 +01:00')
    expect(formatTurn(after, before, 'utc')).toBeUndefined()
    expect(formatTurn(after, before, 'reference')).toBeUndefined()
    offset.mockRestore()
  })
})
