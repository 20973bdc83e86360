import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holdEvents } from './held-log'
import { buildRows, type RowOptions, rowKind, rowOf } from './rows'

const options: RowOptions = {
  columns: 0,
  wrap: false,
  shown: new Set(),
  sections: [],
  folded: new Set(),
  stackEventTimes: [],
  hidden: new Set(),
  echo: [],
  isEchoOpen: () => false,
  openRepeats: [],
}
const logOf = (times: readonly number[]) =>
  holdEvents(
    { timestamps: Float64Array.from(times), messages: times.map((time, n) => `${n} at ${time}`) },
    true,
  )
const ascending = fc
  .array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 })
  .map((times) => times.toSorted((a, b) => a - b))

test('stack events stand between the lines of their time, each once, and take no line away', () => {
  fc.assert(
    fc.property(ascending, ascending, (times, stackEventTimes) => {
      fc.pre(times.length > 0)
      const rows = buildRows(logOf(times), { ...options, stackEventTimes })
      const all = Array.from({ length: rows.count }, (_, row) =>
        rows.kind[row] === rowKind.stackEvent
          ? { stackEvent: rows.line[row], time: stackEventTimes[rows.line[row] ?? -1] }
          : { time: times[rows.event[row] ?? -1] },
      )
      const drawn = all.flatMap(({ stackEvent }) => (stackEvent === undefined ? [] : [stackEvent]))
      expect(drawn).toEqual(stackEventTimes.map((_, index) => index))
      expect(all.length - drawn.length).toBe(times.length)
      expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time ?? 0).toSorted((a, b) => a - b))
    }),
  )
})

test('a line is found where it is, stack events before and after it or not', () => {
  const rows = buildRows(logOf([10, 20, 30]), { ...options, stackEventTimes: [5, 15, 20, 40] })
  const line = (event: number) => rowOf(rows, event)
  expect([0, 1, 2].map((event) => rows.kind[line(event)])).toEqual([rowKind.line, rowKind.line, rowKind.line])
  expect([line(0), line(1), line(2)]).toEqual([1, 4, 5])
})

test('a folded step keeps the stack events of its time: they follow it', () => {
  const section = { key: 'step', start: 0, end: 3, headed: true }
  const rows = buildRows(logOf([10, 20, 30, 40]), {
    ...options,
    sections: [section],
    folded: new Set(['step']),
    stackEventTimes: [25],
  })
  expect(Array.from(rows.kind.slice(0, rows.count))).toEqual([
    rowKind.section,
    rowKind.stackEvent,
    rowKind.line,
  ])
})
