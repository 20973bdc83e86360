import { expect, it } from 'vitest'
import { anchorOfHit, equalsBefore } from './anchor-of-hit'

const timestamp = '2026-11-27T10:00:00.005Z'
const hit = { timestamp, line: 0, text: '…disk full…', marks: [] }
const events = ['begin', 'a disk full b', 'x', 'a disk full b', 'one\ndisk full'].map((message) => ({
  timestamp,
  message,
}))

it('a hit is the event of its millisecond that has its line', () => {
  expect(anchorOfHit(hit, events, 0)).toEqual({ timestamp: Date.parse(timestamp), ordinal: 1 })
  expect(anchorOfHit({ ...hit, line: 1 }, events, 0).ordinal).toBe(4)
})

it('of equal events each hit has its own', () => {
  const hits = [hit, { ...hit, text: 'else' }, { ...hit }]
  const log = { imageId: 'a', logStreamName: 'b', total: 3, hits }
  const [first, , third] = hits as [typeof hit, typeof hit, typeof hit]
  expect([equalsBefore(log, first), equalsBefore(log, third)]).toEqual([0, 1])
  expect(anchorOfHit(third, events, 1).ordinal).toBe(3)
})

it('an event that is not there any more is looked for at its time', () => {
  expect(anchorOfHit({ ...hit, text: 'gone' }, events, 0).ordinal).toBe(0)
})
