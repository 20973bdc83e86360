import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImageStackEvents, StackEvent } from '../schemas'
import { resource } from './builders'
import { readNewEvents } from './merge'

const history = (length: number): StackEvent[] =>
  Array.from({ length }, (_, index) => resource('Role', 'UPDATE_IN_PROGRESS', length - index))

/** CloudFormation's paging over a list: tokens are positions. */
function pager(events: StackEvent[], pageSize: number) {
  const asked: (string | undefined)[] = []
  const readPage = async (nextToken: string | undefined): Promise<ImageStackEvents> => {
    asked.push(nextToken)
    const from = Number(nextToken ?? 0)
    const more = from + pageSize < events.length
    return { events: events.slice(from, from + pageSize), ...(more && { nextToken: `${from + pageSize}` }) }
  }
  return { asked, readPage }
}

describe('readNewEvents', () => {
  test('whatever the page size and however much is known, every event is there once, newest first', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 25 }), fc.nat(60), async (n, size, held) => {
        const events = history(n)
        const known = events.slice(events.length - Math.min(held, n))
        expect(await readNewEvents(known, pager(events, size).readPage)).toEqual(events)
      }),
    )
  })

  test('paging stops at the first known event', async () => {
    const events = history(50)
    const { asked, readPage } = pager(events, 10)
    await readNewEvents(events.slice(12), readPage)
    expect(asked).toEqual([undefined, '10'])
  })

  test('an empty page ends nothing while it carries a token', async () => {
    const [event] = history(1)
    const pages = [{ events: [], nextToken: 'a' }, { events: event ? [event] : [] }]
    let index = 0
    const events = await readNewEvents([], async () => pages[index++] ?? { events: [] })
    expect(events).toHaveLength(1)
  })

  test('a token that repeats ends the walk', async () => {
    let asked = 0
    await readNewEvents([], async () => {
      asked += 1
      return { events: [], nextToken: 'same' }
    })
    expect(asked).toBe(2)
  })

  test('events of an earlier build of the image are dropped', async () => {
    const again = history(3).map((event) => ({
      ...event,
      stackId: `${event.stackId}2`,
      eventId: `${event.eventId}2`,
    }))
    expect(await readNewEvents(history(5), pager(again, 100).readPage)).toEqual(again)
  })
})
