import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findInHeld } from './find-in-held'
import { findPattern } from './find-pattern'
import type { FindPattern } from './find-query'
import { holdEvents } from './held-log'
import { hiddenLines, type LineSpan } from './hidden-lines'
import { onlyMatches } from './only-matches'
import { buildRows, type Rows, rowKind } from './rows'

const pattern = findPattern({
  text: 'match',
  matchCase: false,
  wholeWord: false,
  regularExpression: false,
}) as FindPattern

function logOf(messages: readonly string[]) {
  const held = holdEvents({ timestamps: Float64Array.from(messages, (_, n) => n * 1000), messages }, true)
  const rows = (columns: number) =>
    buildRows(held, {
      columns,
      wrap: columns > 0,
      shown: new Set(),
      sections: [],
      folded: new Set(),
      stackEventTimes: [],
      echo: [],
      isEchoOpen: () => false,
      hidden: new Set(),
      openRepeats: [],
    })
  return { held, rows, hits: findInHeld(held, pattern) }
}

/** A log of numbered lines in which these match. */
const numbered = (count: number, matching: readonly number[]) =>
  logOf(Array.from({ length: count }, (_, n) => (matching.includes(n) ? `match ${n}` : `line ${n}`)))

/** Rows as text: events by number, hidden runs by their count. */
const drawn = (rows: Rows) =>
  Array.from({ length: rows.count }, (_, row) =>
    rows.kind[row] === rowKind.hidden ? `(${rows.line[row]})` : String(rows.event[row]),
  ).join(' ')

test('matches stand with their context, and what is left out is counted', () => {
  const { rows, hits } = numbered(30, [10, 11, 25])
  expect(drawn(onlyMatches(rows(0), hits, 2))).toBe('(8) 8 9 10 11 12 13 (9) 23 24 25 26 27 (2)')
  expect(drawn(onlyMatches(rows(0), hits, 0))).toBe('(10) 10 11 (13) 25 (4)')
})

test('“above” shows exactly the five before the next match, “below” the five after the last one', () => {
  const { rows, hits } = numbered(40, [4, 30])
  const all = rows(0)
  const filtered = onlyMatches(all, hits, 0)
  expect(drawn(filtered)).toBe('(4) 4 (25) 30 (9)')
  const after = (row: number, part: 'above' | 'below' | 'all') => {
    const span = hiddenLines(all, filtered, row, part)
    return drawn(onlyMatches(all, hits, 0, span ? [span] : []))
  }
  expect(after(2, 'above')).toBe('(4) 4 (20) 25 26 27 28 29 30 (9)')
  expect(after(2, 'below')).toBe('(4) 4 5 6 7 8 9 (20) 30 (9)')
  expect(after(0, 'above')).toBe('0 1 2 3 4 (25) 30 (9)')
  expect(after(4, 'all')).toBe('(4) 4 (25) 30 31 32 33 34 35 36 37 38 39')
})

test('a wrapped line is one line of context and one of five', () => {
  const { rows, hits } = logOf(['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc', 'a match xx', 'dddddddddd'])
  const all = rows(4)
  expect(drawn(onlyMatches(all, hits, 1))).toBe('(2) 2 2 2 3 3 3 4 4 4')
  expect(hiddenLines(all, onlyMatches(all, hits, 1), 0, 'above')).toEqual({
    from: { event: 0, line: 0 },
    to: { event: 1, line: 0 },
  })
})

test('whatever is opened, no line is shown twice, out of order or lost', () => {
  const press = fc.record({ at: fc.nat(50), part: fc.constantFrom('above', 'below', 'all') })
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(59), { maxLength: 8 }),
      fc.constantFrom(0, 2, 5),
      fc.array(press, { maxLength: 5 }),
      (matching, context, presses) => {
        const { rows, hits } = numbered(60, matching)
        const all = rows(0)
        const also: LineSpan[] = []
        for (const { at, part } of presses) {
          const filtered = onlyMatches(all, hits, context, also)
          const hidden = [...filtered.kind.subarray(0, filtered.count).keys()].filter(
            (row) => filtered.kind[row] === rowKind.hidden,
          )
          const row = hidden[at % Math.max(hidden.length, 1)]
          const span = row === undefined ? undefined : hiddenLines(all, filtered, row, part)
          if (span) also.push(span)
        }
        let next = 0
        const filtered = onlyMatches(all, hits, context, also)
        for (let row = 0; row < filtered.count; row++) {
          expect(filtered.event[row]).toBe(next)
          next += filtered.kind[row] === rowKind.hidden ? (filtered.line[row] ?? 0) : 1
        }
        expect(next).toBe(60)
      },
    ),
  )
})
