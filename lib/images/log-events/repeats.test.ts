import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdEvents } from './held-log'
import { isRepeat } from './repeats'
import { buildRows, type Rows, rowKind, type Section } from './rows'

const heldOf = (messages: readonly string[], timestamps = messages.map((_, n) => n * 1000)) =>
  holdEvents({ timestamps: Float64Array.from(timestamps), messages }, true)

const rowsOf = (
  held: ReturnType<typeof heldOf>,
  openRepeats: readonly number[] = [],
  sections: readonly Section[] = [],
  stackEventTimes: readonly number[] = [],
) =>
  buildRows(held, {
    columns: 0,
    wrap: false,
    shown: new Set(),
    sections,
    folded: new Set(),
    stackEventTimes,
    echo: [],
    isEchoOpen: () => false,
    hidden: new Set(),
    openRepeats,
  })

/** The events that have a row, those of folded runs with their count. */
const drawn = ({ count, kind, event, repeats }: Rows) =>
  [...kind.subarray(0, count)].flatMap((one, row) => {
    const run = repeats.get(event[row] ?? 0)
    return one === rowKind.line ? [run?.folded ? `${event[row]} × ${run.count}` : String(event[row])] : []
  })

test('three equal lines or more are one row, two are two', () => {
  const held = heldOf(['a', 'b', 'b', 'c', 'c', 'c', 'd', ...Array(212).fill('wait')])
  expect(drawn(rowsOf(held))).toEqual(['0', '1', '2', '3 × 3', '6', '7 × 212'])
})

test('a run stands open when an event in it was asked for, but not for its first one, which is seen anyway', () => {
  const held = heldOf(['a', 'b', 'b', 'b', 'b', 'c'])
  expect(drawn(rowsOf(held, [3]))).toEqual(['0', '1', '2', '3', '4', '5'])
  expect(drawn(rowsOf(held, [1]))).toEqual(['0', '1 × 4', '5'])
  expect(rowsOf(held, [3]).repeats.get(1)).toEqual({ count: 4, folded: false })
})

test('progress that was rewritten differently but ended the same is the same line', () => {
  const held = heldOf(['10%\r50%\rdone', '20%\rdone', 'done', 'not done'])
  expect(drawn(rowsOf(held))).toEqual(['0 × 3', '3'])
})

test('events of several lines are left alone', () => {
  expect(drawn(rowsOf(heldOf(['a\nb', 'a\nb', 'a\nb'])))).toEqual(['0', '0', '1', '1', '2', '2'])
})

test('a silence, the beginning of a step and a stack event end a run', () => {
  const apart = heldOf(['w', 'w', 'w', 'w', 'w', 'w'], [0, 1, 2, 90_000, 90_001, 90_002])
  expect(drawn(rowsOf(apart))).toEqual(['0 × 3', '3 × 3'])
  const section = { key: 's', start: 2, end: 6, headed: true }
  expect(drawn(rowsOf(heldOf(['w', 'w', 'w', 'w', 'w', 'w']), [], [section]))).toEqual(['0', '1', '2 × 4'])
  expect(drawn(rowsOf(apart, [], [], [2]))).toEqual(['0', '1', '2', '3 × 3'])
})

test('rows and the count of what they stand for are all events, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', 'b\r', 'x\rb'), { maxLength: 60 }), (messages) => {
      const held = heldOf(messages)
      const { count, event, repeats } = rowsOf(held)
      const shown = [...event.subarray(0, count)].flatMap((first) => {
        const run = repeats.get(first)
        return Array.from({ length: run?.folded ? run.count : 1 }, (_, n) => first + n)
      })
      expect(shown).toEqual(messages.map((_, index) => index))
      // Every event without a row of its own is known to be a repeat, so that a link to it opens the run.
      const own = new Set(event.subarray(0, count))
      for (const index of shown) if (!own.has(index)) expect(isRepeat(held, index)).toBe(true)
    }),
  )
})
