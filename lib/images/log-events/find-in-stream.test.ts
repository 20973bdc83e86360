import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogEvent } from '../schemas'
import { findInPage, type Seen } from './find-in-stream'
import { findPattern } from './find-pattern'
import type { FindPattern } from './find-query'

const x = findPattern({
  text: 'x',
  matchCase: true,
  wholeWord: false,
  regularExpression: false,
}) as FindPattern

const event = (second: number, message: string): LogEvent => ({
  timestamp: `2026-11-21T00:00:0${second}.000Z`,
  message,
})

/** A search that goes from page to page. */
function search() {
  let seen: Seen | undefined
  return (events: readonly LogEvent[]) => {
    const found = findInPage(events, x, seen)
    seen = found.seen
    return found.matches
  }
}

test('an event is named by its place within its millisecond, also when a page ends among equals', () => {
  const find = search()
  expect(find([event(1, 'x'), event(1, 'a')])).toMatchObject([{ ordinal: 0, eventIndex: 0 }])
  expect(find([event(1, 'x'), event(2, 'x')])).toMatchObject([
    { ordinal: 2, eventIndex: 2 },
    { ordinal: 0, eventIndex: 3 },
  ])
})

test('a hit is a displayed line, however often it matches', () => {
  const found = search()([event(1, 'x x\nnone\nx')])
  expect(found.map(({ line }) => line)).toEqual([0, 2])
})

test('any split into pages finds the same', () => {
  const events = fc.array(fc.record({ second: fc.nat(3), text: fc.constantFrom('x', 'a', 'x\nx') }))
  fc.assert(
    fc.property(events, fc.nat(20), (drawn, cut) => {
      const all = drawn.sort((a, b) => a.second - b.second).map(({ second, text }) => event(second, text))
      const whole = search()(all)
      const find = search()
      expect([...find(all.slice(0, cut)), ...find(all.slice(cut))]).toEqual(whole)
    }),
  )
})
