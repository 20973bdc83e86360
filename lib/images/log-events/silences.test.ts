import { expect, test } from 'vitest'
import { holdEvents } from './held-log'
import { silenceBefore, silenceFrom } from './silences'

const minute = 60_000

/** A log whose events come at these minutes. */
const logAt = (minutes: number[], headWhole = true) =>
  holdEvents(
    { timestamps: Float64Array.from(minutes, (at) => at * minute), messages: minutes.map(String) },
    headWhole,
  )

test('a silence lies before the event that ends it, wherever one comes from', () => {
  const held = logAt([0, 0.1, 7.1, 7.2, 30])
  expect(silenceFrom(held, -1, 1)).toBe(2)
  expect(silenceFrom(held, 0, 1)).toBe(2)
  expect(silenceFrom(held, 2, 1)).toBe(4)
  expect(silenceFrom(held, 5, -1)).toBe(4)
  expect(silenceFrom(held, 4, -1)).toBe(2)
  expect(silenceBefore(held, 2)).toBe(7 * minute)
})

test('beyond the last and the first silence there is none', () => {
  const held = logAt([0, 7, 7.1])
  expect(silenceFrom(held, 1, 1)).toBeUndefined()
  expect(silenceFrom(held, 1, -1)).toBeUndefined()
  expect(silenceFrom(logAt([]), -1, 1)).toBeUndefined()
})

test('less than a minute is no silence, equal times are none, a whole minute is one', () => {
  expect(silenceFrom(logAt([0, 0, 0.5, 0.99]), -1, 1)).toBeUndefined()
  expect(silenceFrom(logAt([0, 1]), -1, 1)).toBe(1)
})

test('before the first event in view nothing is known', () => {
  expect(silenceFrom(logAt([0, 5, 5.1], false), -1, 1)).toBeUndefined()
})
