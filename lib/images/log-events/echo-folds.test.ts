import { array, assert, boolean, constantFrom, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type StepText, step } from '../build-log/fixture'
import { type EchoFold, echoFolds, foldAt } from './echo-folds'
import { holdEvents } from './held-log'
import { buildRows, rowKind, rowOf } from './rows'

const held = (messages: readonly string[]) =>
  holdEvents(
    { timestamps: Float64Array.from(messages, (_, index) => 1_000 + index), messages: [...messages] },
    true,
  )

const script = 'set -e\nif [ -n "$X" ]; then\n  echo "error: no"\nfi'
const hidden = (messages: readonly string[]) =>
  echoFolds(held(messages)).map(({ event, from, to, what, lines }) => [
    messages[event]?.slice(0, 20),
    from,
    to,
    what,
    lines,
  ])

describe('what is folded', () => {
  it('of a good step is its script, and the stderr that comes again', () => {
    const text: StepText = { stderr: `${script}\nWARNING: of something` }
    expect(hidden(step('A', text))).toEqual([
      ['Stderr: set -e\nif [ ', 0, 4, 'script', 4],
      ['CmdExecution: Stderr', 0, 7, 'again', 5],
    ])
  })

  it('of a failed step the same: its error is read where it was said first', () => {
    const text: StepText = { stderr: `${script}\nx: error: y`, exit: 1 }
    expect(hidden(step('A', text)).map(([, from, to, what]) => [from, to, what])).toEqual([
      [0, 4, 'script'],
      [0, 7, 'again'],
    ])
  })

  it('is each run of script between what programs say', () => {
    expect(hidden(step('A', { stderr: 'set -e\nx: error: y\nexit 1', live: false, exit: 1 }))).toEqual([
      ['CmdExecution: Stderr', 0, 1, 'script', 1],
      ['CmdExecution: Stderr', 2, 5, 'script', 1],
    ])
  })

  it('is nothing of a stderr that is all said, nor of an empty one', () => {
    expect(hidden(step('A', { stderr: 'x: error: y', live: false, exit: 1 }))).toEqual([])
    expect(hidden(step('A'))).toEqual([])
  })

  it('is never a stderr that merely equals one of another step', () => {
    const said = step('A', { stderr: 'x: hello' })
    const again = step('B', { stderr: 'x: hello', live: false })
    expect(hidden([...said, ...again])).toHaveLength(1)
  })
})

const rowsOf = (messages: readonly string[], isEchoOpen: (fold: EchoFold) => boolean) => {
  const log = held(messages)
  const rows = buildRows(log, {
    columns: 200,
    wrap: false,
    shown: new Set(),
    sections: [],
    folded: new Set(),
    echo: echoFolds(log),
    isEchoOpen,
    stackEventTimes: [],
    openRepeats: [],
    hidden: new Set(),
  })
  return { log, rows }
}

const messages = [
  ...step('A', { stdout: ['eu-west-1'], stderr: script }),
  ...step('B', { stderr: `${script}\nx: error: y`, exit: 1 }),
]

describe('the rows', () => {
  it('lose exactly the folded lines, and keep a header for each fold', () => {
    const { rows: all } = rowsOf(messages, () => true)
    const { rows, log } = rowsOf(messages, () => false)
    const folds = echoFolds(log)
    const kinds = [...rows.kind.slice(0, rows.count)]
    expect(kinds.filter((kind) => kind === rowKind.echo)).toHaveLength(folds.length)
    const lines = (of: typeof rows) =>
      [...of.kind.slice(0, of.count)].filter((kind) => kind === rowKind.line).length
    const folded = [...all.event.slice(0, all.count).keys()].filter(
      (row) => all.kind[row] === rowKind.line && foldAt(folds, all.event[row] ?? 0, all.line[row] ?? 0),
    )
    expect(lines(rows)).toBe(lines(all) - folded.length)
  })

  it('of a folded line is its header, of one that is shown its own', () => {
    const { rows, log } = rowsOf(messages, () => false)
    const event = log.messages.findIndex((message) => message.includes('x: error: y'))
    expect(rows.kind[rowOf(rows, event, 2)]).toBe(rowKind.echo)
    const said = rowOf(rows, event, 4)
    expect([rows.kind[said], rows.line[said]]).toEqual([rowKind.line, 4])
  })

  it('never fall in event or line, whatever is open', () => {
    void assert(
      property(
        array(constantFrom('A', 'B', 'C'), { minLength: 1, maxLength: 6 }),
        array(boolean()),
        (names, open) => {
          const many = names.flatMap((name, index) =>
            step(name, { stderr: `${script}\nx: said\nexit 1`, exit: index % 2 }),
          )
          let fold = 0
          const { rows } = rowsOf(many, () => open[fold++] ?? false)
          for (let row = 1; row < rows.count; row++) {
            const [before = 0, now = 0] = [rows.event[row - 1], rows.event[row]]
            expect(now).toBeGreaterThanOrEqual(before)
            if (now === before) expect(rows.line[row]).toBeGreaterThanOrEqual(rows.line[row - 1] ?? 0)
          }
        },
      ),
    )
  })
})
