import { describe, expect, test } from 'vitest'
import { at, created, resource } from './builders'
import { extentOf } from './extent'
import { deriveTimeline } from './spans'

const time = (seconds: number) => Date.parse(at(seconds))

describe('extentOf', () => {
  test('reaches from the first event to the last one', () => {
    const timeline = deriveTimeline([...created('A', 5, 9), ...created('B', 2, 7)])
    expect(extentOf(timeline, [], time(999))).toEqual({ from: time(2), to: time(9) })
  })

  test('leaves room ahead of a running build, and the same room a second later', () => {
    const timeline = deriveTimeline([resource('A', 'CREATE_IN_PROGRESS', 0)])
    const earlier = extentOf(timeline, [], time(1810))
    expect(earlier?.to).toBeGreaterThan(time(1810))
    expect(earlier?.to).toBeLessThan(time(2200))
    expect(extentOf(timeline, [], time(1811))).toEqual(earlier)
  })

  test('includes what the log knows', () => {
    const timeline = deriveTimeline(created('A', 5, 9))
    expect(extentOf(timeline, [{ start: time(7), end: time(20) }], 0)?.to).toBe(time(20))
  })

  test('there is none without events', () => {
    expect(extentOf(deriveTimeline([]), [], 0)).toBeUndefined()
  })
})
