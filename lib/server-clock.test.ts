import { beforeEach, expect, it, vi } from 'vitest'
import { createServerClock } from './server-clock'

const now = Date.parse('2026-11-21T10:00:00.400Z')
const header = (epochMs: number) => new Date(epochMs).toUTCString()
let clock: ReturnType<typeof createServerClock>

beforeEach(() => {
  vi.useFakeTimers({ now, toFake: ['Date'] })
  clock = createServerClock()
  return () => {
    vi.useRealTimers()
  }
})

const hour = 3_600_000

for (const wrong of [hour, -hour, 72 * hour, -72 * hour]) {
  it(`tells the server’s time where this machine’s clock is ${wrong / hour} h off`, () => {
    vi.setSystemTime(now + wrong)
    clock.note(header(now), now + wrong - 80, now + wrong)
    expect(Math.abs(clock.now() - now)).toBeLessThanOrEqual(1_000)
  })
}

it('leaves a clock alone that agrees with the server’s', () => {
  clock.note(header(now), now - 80, now)
  expect(clock.now()).toBe(now)
})

it('learns more with every answer, and anew when a clock was set meanwhile', () => {
  vi.setSystemTime(now + hour)
  clock.note(header(now), now + hour - 9_000, now + hour)
  clock.note(header(now), now + hour - 10, now + hour)
  expect(Math.abs(clock.now() - now)).toBeLessThanOrEqual(1_000)
  vi.setSystemTime(now - hour)
  clock.note(header(now), now - hour - 10, now - hour)
  expect(Math.abs(clock.now() - now)).toBeLessThanOrEqual(1_000)
})

it('learns nothing from an answer without a date', () => {
  clock.note(null, now - 10, now)
  clock.note('yesterday', now - 10, now)
  expect(clock.now()).toBe(now)
})
