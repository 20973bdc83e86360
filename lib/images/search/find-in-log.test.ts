import { expect, it } from 'vitest'
import { EventStore } from '../archive/event-store'
import { findPattern } from '../log-events/find-pattern'
import type { FindPattern } from '../log-events/find-query'
import { findInLog } from './find-in-log'

const at = Date.parse('2026-11-20T10:00:00.000Z')

function search(text: string, events: [offset: number, message: string][], more = {}) {
  const store = new EventStore()
  for (const [offset, message] of events) store.addText(at + offset, message)
  const query = { text, matchCase: false, wholeWord: false, regularExpression: true }
  const pattern = findPattern(query) as FindPattern
  return findInLog(store, pattern, { window: {}, most: 100, mask: false, ...more })
}

it('a hit is named by its time, its place within the millisecond and its line within the event', () => {
  const { hits, total } = search('error', [
    [0, 'error: one'],
    [5, 'begin'],
    [5, 'fine\nan ERROR here'],
    [9, 'done'],
  ])
  expect(total).toBe(2)
  expect(
    hits.map(({ timestamp, ordinal, line, text }) => [timestamp.slice(17), ordinal, line, text]),
  ).toEqual([
    ['00.000Z', 0, 0, 'error: one'],
    ['00.005Z', 1, 1, 'an ERROR here'],
  ])
})

it('names are the same within a window of time', () => {
  const { hits } = search(
    'x',
    [
      [0, 'x'],
      [1, 'y'],
      [1, 'x'],
      [2, 'x'],
    ],
    {
      window: { startTime: at + 1, endTime: at + 2 },
    },
  )
  expect(hits).toMatchObject([{ ordinal: 1 }])
})

it('counts what it does not name', () => {
  const many: [number, string][] = Array.from({ length: 20 }, (_, i) => [i, `line ${i}`])
  const { hits, total, began } = search('line', many, { most: 3 })
  expect([hits.length, total, began]).toEqual([3, 20, at])
})

it('finds no account id that is masked, and shows none', () => {
  const events: [number, string][] = [[0, 'arn:aws:iam::123456789012:role/builder refused']]
  expect(search('123456789012', events, { mask: true }).total).toBe(0)
  expect(search('refused', events, { mask: true }).hits[0]?.text).toContain('iam::XXXXXXXXXXXX:role')
  expect(search('123456789012', events).total).toBe(1)
})

it('what a terminal shows is searched, not its colours', () => {
  const { hits } = search('no space', [[0, '\u001b[31mNo\u001b[0m space left']])
  expect(hits).toMatchObject([{ text: 'No space left', marks: [[0, 8]] }])
})
