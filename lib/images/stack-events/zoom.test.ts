import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWhole, panned, zoomed } from './zoom'

const whole = { from: 0, to: 3_600_000 }

describe('the view on the clock', () => {
  test('zooming keeps the time under the pointer where it is', () => {
    expect(zoomed(whole, whole, 0.5, 900_000)).toEqual({ from: 450_000, to: 2_250_000 })
  })

  test('zooming in and out again shows everything', () => {
    const near = zoomed(whole, whole, 0.1, 1_800_000)
    expect(isWhole(near, whole)).toBe(false)
    expect(isWhole(zoomed(near, whole, 10, 1_800_000), whole)).toBe(true)
  })

  test('panning stops at the ends', () => {
    const near = { from: 0, to: 60_000 }
    expect(panned(near, whole, -5000)).toEqual(near)
    expect(panned(near, whole, 1e9)).toEqual({ from: 3_540_000, to: 3_600_000 })
  })

  test('never leaves the whole nor shows less than a second', () => {
    const step = fc.tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.nat(3_600_000), fc.integer())
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let view = whole
        for (const [factor, anchor, by] of steps) {
          view = panned(
            zoomed(view, whole, factor, Math.min(Math.max(anchor, view.from), view.to)),
            whole,
            by,
          )
          expect(view.from).toBeGreaterThanOrEqual(whole.from)
          expect(view.to).toBeLessThanOrEqual(whole.to + 1e-6)
          expect(view.to - view.from).toBeGreaterThanOrEqual(999)
        }
      }),
    )
  })
})
