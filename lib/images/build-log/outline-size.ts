import type { OutlineStep } from './outline-schema'

/** A build has a few hundred steps, and an outline of a few hundred kilobytes. */
const MOST_STEPS = 2_000
const MOST_CHARACTERS = 4_000_000
/** Of the steps that no longer fit, so many that failed are kept: one of them may be why the build did. */
const MOST_LATE_FAILURES = 100

/** Keeps an outline to what can be sent and drawn, however long the log, and counts what it leaves out. */
export class OutlineSize {
  leftOut = 0
  #steps = 0
  #characters = 0
  #lateFailures = 0

  get isFull(): boolean {
    return this.#steps >= MOST_STEPS || this.#characters >= MOST_CHARACTERS
  }

  /** Whether why the next step failed may still be looked for. */
  get mayDiagnose(): boolean {
    return !this.isFull || this.#lateFailures < MOST_LATE_FAILURES
  }

  /** Counts what frames steps: a run, a document, a phase. */
  frame(name: string): void {
    this.#characters += 200 + name.length
  }

  /** Whether a step that has ended has room; of one that failed late only its finding has. */
  keep(step: OutlineStep): boolean {
    if (!this.isFull) {
      this.#steps++
      this.#characters += JSON.stringify(step).length
      return true
    }
    if (step.state === 'failed' && this.#lateFailures < MOST_LATE_FAILURES) {
      this.#lateFailures++
      delete step.chef
      return true
    }
    this.leftOut++
    return false
  }
}
