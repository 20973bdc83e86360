import type { InputLogEvent } from '../logs/event-store'
import type { Random } from './random'

type StepContent = {
  /** ExecuteBash unless told. */
  action?: 'ExecuteBash' | 'CreateFile' | 'Reboot'
  /** The step's script, which `set -v` echoes to stderr line by line. */
  script?: string
  /** Lines, or a writer for the long ones. */
  stdout?: readonly string[] | ((log: BuildLog) => void)
  /** What the script's commands wrote to stderr. */
  stderr?: string
  exitCode?: number
  /** How long the step takes besides its writing. */
  seconds?: number
}

/**
 * Writes a build log the way AWSTOE does: one event a line, stderr as one event at the end of its step and a
 * second time behind `CmdExecution: Stderr:`, and every batch of lines under one timestamp.
 */
export class BuildLog {
  readonly events: InputLogEvent[] = []
  readonly random: Random
  /** AWSTOE of 2021 told of its temporary files and wrote stderr only once. */
  readonly #ofYear2021: boolean
  #clock: number
  #batchEnd = 0
  #batch = 0

  /** @param start epoch ms of the first line */
  constructor(start: number, random: Random, { ofYear2021 = false } = {}) {
    this.#ofYear2021 = ofYear2021
    this.#clock = start
    this.random = random
  }

  /** Epoch ms of the next line. */
  get now(): number {
    return Math.floor(this.#clock)
  }

  wait(seconds: number): void {
    this.#clock += seconds * 1000
  }

  line(message: string): void {
    this.#clock += this.random.next() * 3
    if (this.#clock >= this.#batchEnd) {
      this.#batch = Math.floor(this.#clock)
      this.#batchEnd = this.#clock + 40 + this.random.next() * 400
    }
    this.events.push({ timestamp: this.#batch, message })
  }

  /** Gives every line written meanwhile one timestamp of its own. */
  sameInstant(write: () => void): void {
    this.#clock = this.#batchEnd + 1
    this.#batch = Math.floor(this.#clock)
    this.#batchEnd = Number.POSITIVE_INFINITY
    write()
    this.#batchEnd = this.#clock
  }

  stdout(text: string): void {
    this.line(`Stdout: ${text}`)
  }

  setup(documents: readonly string[]): void {
    for (const arn of documents) {
      this.line(`Setup: Currently validating document ${arn}`)
      this.wait(0.1)
    }
    this.line('Executor: STARTED EXECUTION OF ALL DOCUMENTS')
  }

  document(arn: string): void {
    this.line(`Document ${arn}`)
  }

  phase(name: 'build' | 'validate' | 'test'): void {
    this.line(`Phase ${name}`)
  }

  finish(result: 'success' | 'failure'): void {
    this.line('Executor: FINISHED EXECUTION OF ALL DOCUMENTS')
    this.line(
      result === 'success'
        ? 'TOE has completed execution successfully'
        : 'TOE has completed execution with failure - Execution failed!',
    )
  }

  step(name: string, content: StepContent = {}): void {
    const { action = 'ExecuteBash', script, stdout = [], stderr, exitCode = 0, seconds = 0.05 } = content
    this.line(`Step ${name}`)
    this.line(`${action}: STARTED EXECUTION`)
    if (action === 'ExecuteBash') {
      const directory = `/tmp/AWSTOE${this.random.int(100_000_000, 999_999_999)}`
      const file = `${directory}/script-${this.random.int(100_000_000, 999_999_999)}.sh`
      this.#debug(
        `ExecuteBash: Created temporary directory: ${directory}`,
        `ExecuteBash: Created temporary script file at: ${file}`,
        `CmdExecution: Preparing object for command bash with arguments [${file}]`,
        `CmdExecution: Starting execution of command with arguments [bash ${file}]`,
      )
      if (typeof stdout === 'function') stdout(this)
      else for (const text of stdout) this.stdout(text)
      this.wait(seconds)
      this.#endOfCommand([script, stderr].filter((text) => text !== undefined).join('\n'), exitCode)
      this.#debug(
        `ExecuteBash: Removing temporary directory: ${directory}`,
        `ExecuteBash: Successfully removed temporary directory: ${directory}`,
      )
    } else {
      this.wait(seconds)
    }
    this.line(`${action}: FINISHED EXECUTION`)
  }

  #endOfCommand(stderr: string, exitCode: number): void {
    const whole = stderr === '' ? '' : `${stderr}\n${exitCode === 0 ? '\n' : ''}`
    this.#debug('CmdExecution: Terminating read operation on STDOUT pipe - EOF')
    if (whole !== '' && !this.#ofYear2021) this.line(`Stderr: ${whole}`)
    this.line('CmdExecution: Command execution has been completed')
    this.line(
      exitCode === 0
        ? 'CmdExecution: Command execution was completed successfully'
        : 'CmdExecution: [ ERROR ] Command execution has resulted in an error',
    )
    this.line(`CmdExecution: Stderr: ${whole}`)
    this.line(`CmdExecution: ExitCode ${exitCode}`)
  }

  #debug(...messages: string[]): void {
    if (this.#ofYear2021) for (const message of messages) this.line(message)
  }
}
