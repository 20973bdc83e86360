import { BuildLogParser } from './parser'
import type { RawEvent } from './paste'

/** Builders of logs for tests: real shapes, words of our own. */

export const MAIN =
  'arn:aws:imagebuilder:eu-west-1:111122223333:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/3.13.0/1'
export const SCRIPT =
  'arn:aws:imagebuilder:eu-west-1:111122223333:component/parallelclusterimage-script-0-0f0e0d0c-1111-2222-3333-444455556666/3.13.0/1'

export interface StepText {
  stdout?: readonly string[]
  stderr?: string
  /** Shown while the command ran as well as after it; absent: yes. */
  live?: boolean
  exit?: number | null
  action?: string
}

/** One whole step as AWSTOE writes it. `exit: null` leaves out how it ended: the instance was lost. */
export function step(
  name: string,
  { stdout = [], stderr, live = true, exit = 0, action = 'ExecuteBash' }: StepText = {},
) {
  const messages = [
    `Step ${name}`,
    `${action}: STARTED EXECUTION`,
    ...stdout.map((line) => `Stdout: ${line}`),
  ]
  if (stderr !== undefined && live) messages.push(`Stderr: ${stderr}\n\n`)
  if (exit === null) return messages
  messages.push(
    'CmdExecution: Command execution has been completed',
    exit === 0
      ? 'CmdExecution: Command execution was completed successfully'
      : 'CmdExecution: [ ERROR ] Command execution has resulted in an error',
    `CmdExecution: Stderr: ${stderr === undefined ? '' : `${stderr}\n\n`}`,
    `CmdExecution: ExitCode ${exit}`,
    `${action}: FINISHED EXECUTION`,
  )
  return messages
}

export const document = (arn = MAIN, phase = 'build') => [`Document ${arn}`, `Phase ${phase}`]

export const FAILED = [
  'Executor: FINISHED EXECUTION OF ALL DOCUMENTS',
  'TOE has completed execution with failure - Execution failed!',
]
export const GOOD = [
  'Executor: FINISHED EXECUTION OF ALL DOCUMENTS',
  'TOE has completed execution successfully',
]

/** Chef's closing lines after a failure. */
export function chefFatal(...lines: string[]): string[] {
  const time = '[2026-02-03T04:05:06+00:00]'
  return [
    'Running handlers:',
    `${time} ERROR: Running exception handlers`,
    'Running handlers complete',
    `${time} ERROR: Exception handlers complete`,
    'Infra Phase failed. 12 resources updated in 04 minutes 05 seconds',
    `${time} FATAL: Stacktrace dumped to /etc/chef/local-mode-cache/cache/cinc-stacktrace.out`,
    `${time} FATAL: ---------------------------------------------------------------------------------------`,
    `${time} FATAL: PLEASE PROVIDE THE CONTENTS OF THE stacktrace.out FILE (above) IF YOU FILE A BUG REPORT`,
    `${time} FATAL: ---------------------------------------------------------------------------------------`,
    `${time} FATAL: ${lines[0]}`,
    ...lines.slice(1),
  ]
}

const START = Date.UTC(2026, 1, 3, 4, 0, 0)

/** The messages as events, three to a millisecond, a second between batches. */
export const events = (messages: readonly string[]): RawEvent[] =>
  messages.map((message, index) => ({ timestamp: START + Math.floor(index / 3) * 1000, message }))

export function parse(messages: readonly string[]) {
  const parser = new BuildLogParser()
  for (const event of events(messages)) parser.push(event.timestamp, event.message)
  return parser.outline()
}
