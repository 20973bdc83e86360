import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Bookmark,
  formatBookmarks,
  longestNote,
  parseBookmarks,
  withBookmark,
  withoutBookmark,
} from './bookmarks'

const timestamp = Date.parse('2026-11-21T10:00:00.123Z')
const bookmark = (change: Partial<Bookmark> = {}): Bookmark => ({
  anchor: { timestamp, ordinal: 0 },
  line: 0,
  note: '',
  ...change,
})

test('an address names the event, its line and the note', () => {
  const bookmarks = [
    bookmark(),
    bookmark({ anchor: { timestamp, ordinal: 6 }, line: 2, note: 'disk full; see \\tmp' }),
  ]
  const time = timestamp.toString(36)
  expect(formatBookmarks(bookmarks)).toBe(`${time};${time}~6.2:disk full\\; see \\\\tmp`)
  expect(parseBookmarks(formatBookmarks(bookmarks))).toEqual(bookmarks)
})

test('any bookmarks that were added come back from the address', () => {
  const any = fc.record({
    anchor: fc.record({ timestamp: fc.nat(2 ** 41), ordinal: fc.nat(30) }),
    line: fc.nat(400),
    note: fc.string({ unit: 'grapheme', maxLength: 60 }),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (wanted) => {
      const bookmarks = wanted.reduce<Bookmark[]>((last, one) => withBookmark(last, one) ?? last, [])
      expect(parseBookmarks(formatBookmarks(bookmarks))).toEqual(bookmarks)
    }),
  )
})

test('what cannot be read is left out, the rest stays', () => {
  const time = timestamp.toString(36)
  expect(parseBookmarks(`;nonsense!;${time}~x;${time}:kept;zzzzzzzzzzzz`)).toEqual([
    bookmark({ note: 'kept' }),
  ])
  fc.assert(fc.property(fc.string(), (text) => parseBookmarks(text).length <= 50))
})

test('a line has one bookmark, and taking it away leaves the others', () => {
  const first = withBookmark([], bookmark({ note: 'one' })) ?? []
  const second = withBookmark(first, bookmark({ note: 'two' })) ?? []
  expect(second).toEqual([bookmark({ note: 'two' })])
  const both = withBookmark(second, bookmark({ line: 1 })) ?? []
  expect(withoutBookmark(both, bookmark())).toEqual([bookmark({ line: 1 })])
})

test('notes are one line of bounded length, and an address holds no more than it can', () => {
  const long = withBookmark([], bookmark({ note: `a\n\tb${'é'.repeat(900)}` })) ?? []
  expect(long[0]?.note).toMatch(/^a bé+$/)
  expect(long[0]?.note).toHaveLength(longestNote)
  let bookmarks: Bookmark[] = []
  for (let line = 0; line < 100; line++) {
    bookmarks = withBookmark(bookmarks, bookmark({ line, note: 'é'.repeat(200) })) ?? bookmarks
  }
  expect(bookmarks.length).toBe(3)
})
