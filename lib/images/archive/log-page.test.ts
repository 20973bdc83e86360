import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EventStore } from './event-store'
import { logPage } from './log-page'

function storeOf(timestamps: readonly number[]): EventStore {
  const store = new EventStore()
  for (const [index, timestamp] of timestamps.entries()) store.addText(timestamp, `m${index}`)
  store.settle()
  return store
}

/** Reads page after page until a token repeats. */
function walk(
  store: EventStore,
  startFromHead: boolean,
  limit: number,
  window: { startTime?: number; endTime?: number },
) {
  const read: string[] = []
  let token: string | undefined
  for (;;) {
    const page = logPage(store, { ...window, startFromHead, limit, nextToken: token })
    const texts = page.events.map(({ message }) => message)
    if (startFromHead) read.push(...texts)
    else read.unshift(...texts)
    const next = startFromHead ? page.nextToken : page.prevToken
    if (next === token) return read
    token = next
  }
}

test('every event of a window comes exactly once, from either end, in pages of any size', () => {
  const times = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 })
  fc.assert(
    fc.property(
      times,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 50 }),
      fc.nat(20),
      (given, limit, startTime, span) => {
        const store = storeOf(given)
        const window = { startTime, endTime: startTime + span }
        const expected = [...store]
          .filter(({ timestamp }) => timestamp >= startTime && timestamp < startTime + span)
          .map(({ message }) => message)
        expect(walk(store, true, limit, window)).toEqual(expected)
        expect(walk(store, false, limit, window)).toEqual(expected)
      },
    ),
  )
})

test('a page ends at a mebibyte', () => {
  const store = new EventStore()
  for (let index = 0; index < 5; index++) store.addText(index, 'x'.repeat(400_000))
  expect(logPage(store, { startFromHead: true }).events).toHaveLength(3)
})

test('a token of another making is refused as AWS would', () => {
  expect(() => logPage(storeOf([1]), { nextToken: 'f/abc' })).toThrow('The specified nextToken is invalid.')
})
