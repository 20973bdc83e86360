import { diagnose } from './cause/diagnose'
import { omensOf } from './cause/omens'
import { ChefTracker } from './chef-tracker'
import { cleanLine, copied } from './clean-line'
import { isDiffLine, isErrorLike } from './error-like'
import { mayHaveErrorWord } from './error-scan'
import type { Evidence } from './evidence'
import { REBOOT_EXIT_CODES } from './grammar'
import type { OutlineStep } from './outline-schema'
import { readStderr } from './shell-echo'

type Anchor = { timestamp: number; ordinal: number }
type Facts = Readonly<Record<string, string>>

const MOST_ERRORS = 20

/** Warnings that later steps stumble over: what configure leaves out, what apt could not fetch. */
const HINTS = ['configure: WARNING: ', 'W: Failed to fetch ', 'W: GPG error: ', 'Note, selecting ']

/** One step while its events arrive. */
export class StepBuilder {
  readonly step: OutlineStep
  readonly chef = new ChefTracker()
  ended = false
  #failed = false
  #succeeded = false
  #stderr: string | undefined
  /** Whether it went on without something that a later step may miss. */
  #hinted = false

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
    if (HINTS.some((hint) => message.startsWith(hint, start))) this.#hinted = true
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
    if (HINTS.some((hint) => text.includes(hint))) this.#hinted = true
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

  /**
   * `again`: something came after the step, so one without an end was interrupted. `diagnoses`: whether it is looked
   * for why it failed.
   */
  close(evidence: Evidence, again: boolean, facts: Facts = {}, diagnoses = true): OutlineStep {
    this.step.state = this.#state(again)
    if (this.chef.runs.length > 0) this.step.chef = this.chef.runs
    delete this.step.finding
    const { state, exitCode } = this.step
    const unfinished = state === 'interrupted' || (state === 'running' && this.step.errorCount > 0)
    if (!diagnoses) return this.step
    if (state === 'failed' || this.chef.hasFailed || unfinished) this.#diagnose(evidence, exitCode, facts)
    else if (state === 'good' && (this.step.errorCount > 0 || this.#hinted)) {
      // What failed without failing its step is what a later step may stumble over.
      const omens = omensOf(evidence.lines(), { step: this.step.name, facts })
      if (omens.length > 0) this.step.omens = omens
    }
    return this.step
  }

  /**
   * The run failed after this step, its last. No line names a failed step; one whose action is no command has no
   * exit code either.
   */
  failedSilently(evidence: Evidence, facts: Facts): void {
    if (this.step.state !== 'good' || this.step.exitCode !== undefined || this.#succeeded) return
    this.step.state = 'failed'
    this.#diagnose(evidence, undefined, facts)
  }

  #diagnose(evidence: Evidence, exitCode: number | undefined, facts: Facts): void {
    this.step.finding = diagnose(evidence.lines(), { exitCode, step: this.step.name, facts })
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
    this.step.errors.push({ text: copied(cleanLine(text).trim()), at, line })
    if (this.step.errors.length > MOST_ERRORS) this.step.errors.shift()
  }
}
