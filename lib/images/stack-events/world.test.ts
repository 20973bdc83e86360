import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockScale } from './clock-scale'
import { isServed, placeOf, timeIn, worldOf } from './world'
import { zoomed } from './zoom'

const whole = { from: 0, to: 1_000_000 }
const views = fc
  .tuple(fc.integer({ min: 0, max: 999_000 }), fc.integer({ min: 0, max: 999_000 }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) + 1000 }))

test('a world holds its view and never more than there is', () => {
  fc.assert(
    fc.property(views, fc.integer({ min: 0, max: 3 }), (view, margin) => {
      const world = worldOf(view, whole, margin)
      expect(world.from).toBeLessThanOrEqual(view.from)
      expect(world.to).toBeGreaterThanOrEqual(view.to)
      expect(world.from).toBeGreaterThanOrEqual(whole.from)
      expect(world.to).toBeLessThanOrEqual(whole.to)
    }),
  )
})

test('placed for a view, a world shows the view’s begin at the left edge and its end at the right one', () => {
  fc.assert(
    fc.property(views, views, (view, drawnFor) => {
      const scale = clockScale(worldOf(drawnFor, whole, 1), 800)
      const place = placeOf(scale, view)
      expect(timeIn(scale, place, 0)).toBeCloseTo(view.from, -1)
      expect(timeIn(scale, place, 1)).toBeCloseTo(view.to, -1)
    }),
  )
})

test('a world that is all there is serves every step of a zoom in it, roundings notwithstanding', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_019 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (length, share) => {
        const all = { from: 1_790_000_000_003, to: 1_790_000_000_003 + 60_000 + length }
        let view = all
        for (let step = 0; step < 12; step++) {
          view = zoomed(view, all, Math.exp(-0.06), all.from + (all.to - all.from) * share)
          expect(isServed(all, all, view)).toBe(true)
        }
      },
    ),
  )
})

test('a world serves small moves inside it, not views beyond its edge or much nearer', () => {
  const view = { from: 400_000, to: 500_000 }
  const world = worldOf(view, whole, 1)
  expect(isServed(world, view, { from: 420_000, to: 520_000 })).toBe(true)
  expect(isServed(world, view, { from: 560_000, to: 660_000 })).toBe(false)
  expect(isServed(world, view, { from: 440_000, to: 460_000 })).toBe(false)
})
