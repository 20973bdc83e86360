import { ChefTracker } from './chef-tracker'
import { cleanLine } from './clean-line'
import { diagnoseStep } from './diagnose-step'
import { isDiffLine, isErrorLike } from './error-like'
import { mayHaveErrorWord } from './error-scan'
import type { Evidence } from './evidence'
import { REBOOT_EXIT_CODES } from './grammar'
import type { OutlineStep } from './outline-schema'
import { readStderr } from './shell-echo'

type Anchor = { timestamp: number; ordinal: number }

const MOST_ERRORS = 20

/** One step while its events arrive. */
export class StepBuilder {
  readonly step: OutlineStep
  readonly chef = new ChefTracker()
  ended = false
  #failed = false
  #succeeded = false
  #stderr: string | undefined

  constructor(key: string, name: string | undefined, at: Anchor, event: number) {
    this.step = {
      key,
      ...(name ? { name } : {}),
      state: 'running',
      start: at.timestamp,
      end: at.timestamp,
      at,
      firstEvent: event,
      lastEvent: event,
      events: 0,
      lines: 0,
      liveStderr: false,
      errorCount: 0,
      errors: [],
    }
  }

  touch(timestamp: number, event: number, lines: number): void {
    this.step.end = timestamp
    this.step.lastEvent = event
    this.step.events++
    this.step.lines += lines
  }

  /** Whether the line reads like an error. */
  stdout(message: string, start: number, timestamp: number, ordinal: number): boolean {
    if (!mayHaveErrorWord(message, start)) return false
    const text = message.slice(start)
    if (!isErrorLike(text) || isDiffLine(text)) return false
    this.#error(text, { timestamp, ordinal }, 0)
    return true
  }

  stderr(text: string, again: boolean, at: Anchor): void {
    if (!again) this.step.liveStderr = true
    if (again && this.#stderr !== undefined && this.#stderr.trimEnd() === text.trimEnd()) return
    if (!again) this.#stderr = text
    if (!mayHaveErrorWord(text, 0)) return
    const lines = text.split('\n')
    if (!lines.some(isErrorLike)) return
    const kinds = readStderr(lines)
    for (const [line, content] of lines.entries())
      if (kinds[line] === 'said' && isErrorLike(content)) this.#error(content, at, line)
  }

  succeeded(): void {
    this.#succeeded = true
  }

  failed(): void {
    this.#failed = true
  }

  exit(code: number): void {
    this.step.exitCode = code
  }

  /** `again`: something came after the step, so one without an end was interrupted. */
  close(evidence: Evidence, again: boolean): OutlineStep {
    this.step.state = this.#state(again)
    if (this.chef.runs.length > 0) this.step.chef = this.chef.runs
    delete this.step.finding
    const { state, exitCode } = this.step
    const unfinished = state === 'interrupted' || (state === 'running' && this.step.errorCount > 0)
    // A download of cookbooks can fail and still be green: Chef is who will miss them.
    const suspect =
      state === 'good' && this.step.errorCount > 0 && /Download\w*Cookbook/i.test(this.step.name ?? '')
    if (state === 'failed' || this.chef.hasFailed || unfinished || suspect)
      this.step.finding = diagnoseStep(evidence.lines(), exitCode)
    return this.step
  }

  /**
   * The run failed after this step, its last. No line names a failed step; one whose action is no command has no
   * exit code either.
   */
  failedSilently(evidence: Evidence): void {
    if (this.step.state !== 'good' || this.step.exitCode !== undefined || this.#succeeded) return
    this.step.state = 'failed'
    this.step.finding = diagnoseStep(evidence.lines(), undefined)
  }

  #state(again: boolean): OutlineStep['state'] {
    const { exitCode } = this.step
    if (exitCode !== undefined && REBOOT_EXIT_CODES.has(exitCode)) return 'reboot'
    if (this.#failed || (exitCode !== undefined && exitCode !== 0)) return 'failed'
    if (exitCode === 0 || this.#succeeded || this.ended) return 'good'
    return again ? 'interrupted' : 'running'
  }

  #error(text: string, at: Anchor, line: number): void {
    this.step.errorCount++
    this.step.errors.push({ text: cleanLine(text).trim(), at, line })
    if (this.step.errors.length > MOST_ERRORS) this.step.errors.shift()
  }
}
