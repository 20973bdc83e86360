import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COLLAPSED_PX, clockScale } from './clock-scale'
import { idleStretches } from './idle'

const HOUR = 3_600_000
const view = { from: 0, to: 2 * HOUR }

describe('clockScale', () => {
  test('is linear while nothing is collapsed', () => {
    const scale = clockScale(view, 1000)
    expect([scale.x(0), scale.x(HOUR), scale.x(2 * HOUR)]).toEqual([0, 500, 1000])
    expect(scale.timeAt(250)).toBe(HOUR / 2)
  })

  test('draws an idle stretch narrow and gives its room to the rest', () => {
    const idle = { from: 60_000, to: 2 * HOUR - 60_000 }
    const scale = clockScale(view, 1000, [idle])
    expect(scale.x(idle.to) - scale.x(idle.from)).toBeCloseTo(COLLAPSED_PX)
    expect(scale.x(60_000)).toBeCloseTo((1000 - COLLAPSED_PX) / 2)
    expect(scale.x(2 * HOUR)).toBeCloseTo(1000)
  })

  test('a stretch at either end collapses as well', () => {
    const scale = clockScale(view, 1000, [{ from: 0, to: HOUR }])
    expect(scale.x(HOUR)).toBeCloseTo(COLLAPSED_PX)
    expect(scale.x(2 * HOUR)).toBeCloseTo(1000)
  })

  test('a view of nothing but idleness is not collapsed', () => {
    expect(clockScale(view, 1000, [view]).collapsed).toEqual([])
  })

  test('has ticks at round times, well apart, none in a collapsed stretch', () => {
    const idle = { from: 10 * 60_000, to: 110 * 60_000 }
    const scale = clockScale(view, 1000, [idle])
    const ticks = scale.ticks(80)
    expect(ticks.length).toBeGreaterThan(4)
    for (const [index, tick] of ticks.entries()) {
      expect(tick > idle.from && tick < idle.to).toBe(false)
      expect(tick % 1000).toBe(0)
      const before = ticks[index - 1]
      if (before !== undefined) expect(scale.x(tick) - scale.x(before)).toBeGreaterThanOrEqual(60)
    }
  })

  test('later is never further left, and every place has its time', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 2 * HOUR }), { maxLength: 30 })
    fc.assert(
      fc.property(moments, fc.integer({ min: 50, max: 2000 }), (times, width) => {
        const scale = clockScale(view, width, idleStretches(times, view))
        let last = 0
        for (const time of times.toSorted((a, b) => a - b)) {
          const x = scale.x(time)
          expect(x).toBeGreaterThanOrEqual(last)
          expect(x).toBeLessThanOrEqual(width + 1e-6)
          expect(Math.abs(scale.timeAt(x) - time)).toBeLessThanOrEqual((2 * HOUR) / 1000)
          last = x - 1e-6
        }
      }),
    )
  })
})

describe('idleStretches', () => {
  test('are the gaps of at least a tenth', () => {
    expect(idleStretches([5, 12, 80, 85], { from: 0, to: 100 })).toEqual([
      { from: 12, to: 80 },
      { from: 85, to: 100 },
    ])
  })

  test('without a duration there are none', () => {
    expect(idleStretches([1], { from: 1, to: 1 })).toEqual([])
  })
})
