import { expect, it } from 'vitest'
import { eventsOfPaste } from './paste'

const T = Date.UTC(2026, 1, 3, 4, 5, 6, 70)

it.each([
  ['plain messages', 'Step A\nStdout: x', ['Step A', 'Stdout: x']],
  [
    'stderr over several lines',
    'Stderr: one\ntwo\n\nCmdExecution: ExitCode 0',
    ['Stderr: one\ntwo\n', 'CmdExecution: ExitCode 0'],
  ],
  ['a console table', '  | 2026-02-03T05:05:06.070+01:00 | Stdout:   x', ['Stdout:   x']],
  [
    'time and message in turn',
    '2026-02-03T04:05:06.070Z\nStdout: \n2026-02-03T04:05:06.070Z\nStep B',
    ['Stdout: ', 'Step B'],
  ],
  ['CSV with a header and quotes', `timestamp,message\n${T},"a, ""b"""`, ['a, "b"']],
  ['TSV', '2026-02-03 04:05:06.070000\tStdout:     x', ['Stdout:     x']],
])('reads %s', (_, paste, messages) => {
  expect(eventsOfPaste(paste).map((event) => event.message)).toEqual(messages)
})

it.each([
  '  | 2026-02-03T05:05:06.070+01:00 | x',
  '2026-02-03 04:05:06.070000\tx',
  `${T},x`,
  '2026-02-03T04:05:06.070Z x',
  '2026-02-03 04:05:06.070 Info x',
])('reads the time of %j in its zone', (paste) => expect(eventsOfPaste(paste)[0]?.timestamp).toBe(T))
