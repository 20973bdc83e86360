import { expect, test } from 'vitest'
import { EventStore } from '../archive/event-store'
import { logPage } from '../archive/log-page'
import type { ReadPage } from '../log-events/log-source'
import { readExcerpts } from './read-excerpts'

/** A log of three events a millisecond: `m0` `m1` `m2` at 1000, `m3` at 1001 and so on. */
function logOf(count: number): ReadPage {
  const store = new EventStore()
  for (let n = 0; n < count; n++) store.addText(1000 + Math.floor(n / 3), `m${n}`)
  return async (request) => {
    const { events, nextToken, prevToken } = logPage(store, request)
    const timestamps = Float64Array.from(events, ({ timestamp }) => Date.parse(timestamp))
    return { events: { timestamps, messages: events.map(({ message }) => message) }, nextToken, prevToken }
  }
}

const mark = (n: number, line = 0, note = '') => ({
  anchor: { timestamp: 1000 + Math.floor(n / 3), ordinal: n % 3 },
  line,
  note,
})

async function read(count: number, ...marks: ReturnType<typeof mark>[]) {
  const { excerpts, missing } = await readExcerpts(logOf(count), marks, new AbortController().signal)
  const texts = excerpts.map(({ events }) =>
    events.map(({ message, mark }) => (mark ? `[${message}]` : message)).join(' '),
  )
  return { excerpts, missing, texts }
}

test('a marked line stands among the events around it, whatever its place in its millisecond', async () => {
  expect((await read(60, mark(31))).texts).toEqual(['m25 m26 m27 m28 m29 m30 [m31] m32 m33 m34 m35 m36 m37'])
})

test('stretches that touch are one, with each event once', async () => {
  const { texts } = await read(60, mark(34), mark(31), mark(50))
  expect(texts).toEqual([
    'm25 m26 m27 m28 m29 m30 [m31] m32 m33 [m34] m35 m36 m37 m38 m39 m40',
    'm44 m45 m46 m47 m48 m49 [m50] m51 m52 m53 m54 m55 m56',
  ])
})

test('at both ends of the log there is simply less around', async () => {
  expect((await read(4, mark(0))).texts).toEqual(['[m0] m1 m2 m3'])
  expect((await read(4, mark(3))).texts).toEqual(['m0 m1 m2 [m3]'])
})

test('several marks on one event are one mark with all its lines and notes', async () => {
  const { excerpts } = await read(9, mark(4, 2, 'second'), mark(4, 1, 'first'), mark(4, 1, 'first'))
  const marks = excerpts.flatMap(({ events }) => events.flatMap((event) => event.mark ?? []))
  expect(marks).toEqual([{ lines: [1, 2], note: 'first · first · second' }])
})

test('a mark whose event is gone is told, not replaced by a neighbour', async () => {
  const { texts, missing } = await read(4, mark(90), mark(1))
  expect(texts).toHaveLength(1)
  expect(missing).toEqual([{ timestamp: 1030, ordinal: 0 }])
})
