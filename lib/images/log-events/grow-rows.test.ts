import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growRows } from './grow-rows'
import { type HeldLog, holdEvents } from './held-log'
import { buildRows, type RowOptions, type Rows } from './rows'

const plain: RowOptions = {
  columns: 0,
  wrap: false,
  shown: new Set(),
  sections: [],
  folded: new Set(),
  stackEventTimes: [],
  echo: [],
  isEchoOpen: () => false,
  hidden: new Set(),
  openRepeats: [],
}

const said = fc.constantFrom('same', 'same', 'other', 'two\nlines', 'long '.repeat(9))
const pause = fc.constantFrom(0, 1, 1, 5, 70_000)
const events = fc.array(fc.tuple(said, pause), { minLength: 3, maxLength: 40 })

function logOf(all: readonly (readonly [string, number])[], start: number, end: number): HeldLog {
  let time = 0
  const times = all.map(([, pause]) => {
    time += pause
    return time
  })
  const messages = all.map(([message]) => message)
  return holdEvents(
    { timestamps: Float64Array.from(times.slice(start, end)), messages: messages.slice(start, end) },
    true,
  )
}

const drawn = (rows: Rows) => ({
  rows: Array.from({ length: rows.count }, (_, row) => [
    rows.kind[row],
    rows.event[row],
    rows.line[row],
    rows.from[row],
    rows.to[row],
  ]),
  repeats: [...rows.repeats].sort(([a], [b]) => a - b),
})

test('rows that grow are the rows that all events together have, whatever comes, goes or folds', () => {
  const part = fc.tuple(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40))
  const step = fc.record({ start: fc.nat(40), length: fc.integer({ min: 1, max: 20 }), folded: fc.boolean() })
  fc.assert(
    fc.property(
      events,
      part,
      fc.array(fc.nat(400), { maxLength: 4 }),
      step,
      fc.boolean(),
      (all, cuts, times, step, wrap) => {
        const options: RowOptions = {
          ...plain,
          wrap,
          columns: wrap ? 20 : 0,
          stackEventTimes: times.toSorted((a, b) => a - b),
          folded: new Set(step.folded ? ['step'] : []),
        }
        /** The events from one place to another, with the step as it lies among them. */
        const state = (a: number, b: number) => {
          const [start, end] = [Math.min(a, b, all.length - 1), Math.max(a, b) + 1]
          const from = step.start - start
          const to = Math.min(from + step.length, Math.min(end, all.length) - start)
          const section = { key: 'step', start: Math.max(from, 0), end: to, headed: from >= 0 }
          const sections = to > section.start ? [section] : []
          return [logOf(all, start, end), { ...options, sections }] as const
        }
        const before = growRows(undefined, ...state(cuts[0], cuts[1]))
        const [log, next] = state(cuts[2], cuts[3])
        expect(drawn(growRows(before, log, next).rows)).toEqual(drawn(buildRows(log, next)))
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a page that comes costs its own rows, not those of everything held', () => {
  const all = Array.from({ length: 30_000 }, (_, n) => [`line ${n}`, 1] as const)
  const before = growRows(undefined, logOf(all, 5_000, 25_000), plain)
  for (const [start, end] of [
    [0, 25_000],
    [5_000, 30_000],
  ] as const) {
    const log = logOf(all, start, end)
    let read = 0
    const shapes = new Proxy(log.shapes, {
      get: (target, name) => {
        read++
        return Reflect.get(target, name)
      },
    })
    const grown = growRows(before, { ...log, shapes }, plain)
    expect(grown.rows.count).toBe(25_000)
    expect(read).toBeGreaterThan(4_999)
    expect(read).toBeLessThan(40_000)
  }
})

test('equal lines that go on in the next page become one run', () => {
  const all = Array.from({ length: 8 }, () => ['same', 1] as const)
  const before = growRows(undefined, logOf(all, 2, 5), plain)
  const { rows } = growRows(before, logOf(all, 0, 8), plain)
  expect([...rows.repeats]).toEqual([[0, { count: 8, folded: true }]])
})
