import { describe, expect, test } from 'vitest'
import { boxesOf, type Timed } from './boxes'
import { clockScale } from './clock-scale'

const scale = clockScale({ from: 0, to: 1000 }, 100)
const look = (span: Timed & { state?: string }) => span.state ?? ''

describe('boxesOf', () => {
  test('puts spans at their time and lets running ones reach now', () => {
    const boxes = boxesOf([{ start: 100, end: 300 }, { start: 500 }], scale, 700, look)
    expect(boxes.map(({ x, width }) => [x, width])).toEqual([
      [10, 20],
      [50, 20],
    ])
  })

  test('leaves out what is not in view and marks what is cut', () => {
    const near = clockScale({ from: 400, to: 600 }, 100)
    const boxes = boxesOf(
      [
        { start: 0, end: 100 },
        { start: 300, end: 900 },
      ],
      near,
      1000,
      look,
    )
    expect(boxes).toHaveLength(1)
    expect(boxes[0]).toMatchObject({ x: 0, width: 100, cutLeft: true, cutRight: true })
  })

  test('ten thousand spans of one look cost no more boxes than there is room for', () => {
    const spans = Array.from({ length: 10_000 }, (_, index) => ({
      start: index / 10,
      end: index / 10 + 0.05,
    }))
    const boxes = boxesOf(spans, scale, 1000, look)
    expect(boxes.length).toBeLessThanOrEqual(50)
    expect(boxes.reduce((sum, box) => sum + box.count, 0)).toBe(10_000)
  })

  test('a failure is never swallowed by what surrounds it', () => {
    const spans = [
      { start: 1, end: 2, state: 'complete' },
      { start: 3, end: 4, state: 'failed' },
      { start: 5, end: 6, state: 'complete' },
    ]
    expect(boxesOf(spans, scale, 1000, look).map((box) => box.of.state)).toContain('failed')
  })
})
