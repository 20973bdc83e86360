import { copied } from './clean-line'
import { ComponentList } from './component-list'
import { componentName, componentVersion } from './component-name'
import { Evidence } from './evidence'
import { factOf, workflowFacts } from './facts'
import { FailblockReader } from './failblock'
import {
  actionOf,
  exitCodeOf,
  nameOf,
  REBOOT_EXIT_CODES,
  textStart,
  tokenOf,
  withoutConsolePrefix,
} from './grammar'
import { logOutcome } from './log-outcome'
import type { Outline, OutlineDocument, OutlinePhase, OutlineRun } from './outline-schema'
import { OutlineSize } from './outline-size'
import { PackageReader } from './packages/package-reader'
import { StepBuilder } from './step-builder'
import { workflowFailureOf } from './workflow-failure'

type Anchor = { timestamp: number; ordinal: number }

const MOST_WORKFLOW_LINES = 200
/** Names are words; a line that only looks like one may have any length. */
const LONGEST_NAME = 300

/**
 * Reads a build's log as it streams by: `push` each event in CloudWatch's order, in pages of any size, and ask for
 * the `outline` at any time. Keeps the outline and the end of the current step, never the log. Begins anywhere:
 * text before the first `Step` line makes a step without a name.
 */
export class BuildLogParser {
  readonly #runs: OutlineRun[] = []
  readonly #workflow: Outline['workflow'] = []
  readonly #facts: Record<string, string> = {}
  readonly #components = new ComponentList()
  readonly #occurrences = new Map<string, number>()
  readonly #evidence = new Evidence()
  readonly #failblock = new FailblockReader()
  readonly #packages = new PackageReader()
  readonly #size = new OutlineSize()
  #run: OutlineRun | undefined
  #document: OutlineDocument | undefined
  #phase: OutlinePhase | undefined
  #step: StepBuilder | undefined
  /** The step that ended last; the evidence is still its own. */
  #last: StepBuilder | undefined
  #fact: string | undefined
  #rebooting = false
  #finished = false
  #events = 0
  #lines = 0
  #firstTimestamp: number | undefined
  #timestamp = Number.NaN
  #ordinal = 0

  /** One event: epoch milliseconds and the message whole, as CloudWatch gave them. */
  push(timestamp: number, raw: string): void {
    if (timestamp === this.#timestamp) this.#ordinal++
    else this.#ordinal = 0
    this.#timestamp = timestamp
    this.#firstTimestamp ??= timestamp
    const message = withoutConsolePrefix(raw)
    const lines = countLines(message)
    this.#lines += lines
    const token = tokenOf(message)

    if (token === 'stdout') {
      const step = this.#touch(lines)
      const start = textStart(token, message)
      const text = message.slice(start)
      if (this.#fact) this.#readFact(text)
      this.#packages.line(text, this.#anchor())
      const toChef = step.chef.read(message, start, timestamp, this.#ordinal)
      const mark =
        toChef !== 'outline' && (step.stdout(message, start, timestamp, this.#ordinal) || toChef === 'frame')
      this.#evidence.add(token, message, timestamp, this.#ordinal, mark)
    } else {
      this.#readFrame(token, message, lines)
    }
    this.#events++
  }

  /** What is known so far. It grows with the next event: who goes on and keeps it takes a copy. */
  outline(): Outline {
    this.#step?.close(this.#evidence, this.#finished, this.#facts)
    const failblock = this.#failblock.read()
    const workflowFailure = workflowFailureOf(this.#workflow)
    const judged = logOutcome(this.#runs, failblock, workflowFailure !== undefined)
    const { packages, kernel } = this.#packages
    const components = this.#components.get()
    return {
      ...judged,
      runs: this.#runs,
      workflow: this.#workflow,
      facts: kernel ? { ...this.#facts, kernel } : this.#facts,
      ...(packages.length > 0 ? { packages } : {}),
      ...(components ? { components } : {}),
      eventCount: this.#events,
      lineCount: this.#lines,
      ...(this.#size.leftOut > 0 ? { stepsLeftOut: this.#size.leftOut } : {}),
      ...(failblock ? { failblock } : {}),
      ...(workflowFailure ? { workflowFailure } : {}),
      ...(this.#firstTimestamp === undefined
        ? {}
        : { firstTimestamp: this.#firstTimestamp, lastTimestamp: this.#timestamp }),
    }
  }

  #readFrame(token: ReturnType<typeof tokenOf>, message: string, lines: number): void {
    const at = this.#anchor()
    switch (token) {
      case 'setup':
        this.#readComponent(nameIn(message))
        break
      case 'start':
        this.#openRun()
        break
      case 'document':
        this.#openDocument(nameIn(message))
        break
      case 'phase':
        this.#closeStep()
        this.#openPhase({ name: nameIn(message), steps: [] })
        break
      case 'step':
        this.#openStep(nameIn(message), 1)
        break
      case 'finish':
        this.#closeStep()
        this.#finished = true
        break
      case 'result':
        this.#closeStep()
        this.#finished = true
        this.#currentRun().result = message.includes('success') ? 'success' : 'failure'
        if (!message.includes('success')) this.#last?.failedSilently(this.#evidence, this.#facts)
        break
      case 'reboot':
        this.#rebooting ||= /rebooting the system|reboot signal/i.test(message)
        if (this.#step && !this.#step.ended) this.#touch(lines)
        break
      case 'workflow':
        this.#workflowLine(message, at)
        break
      case 'failblock':
        this.#closeStep()
        this.#failblock.push(message, at)
        break
      case 'text':
        this.#text(message, lines, at)
        break
      default:
        this.#stepFrame(token, message, lines, at)
    }
  }

  #stepFrame(token: ReturnType<typeof tokenOf>, message: string, lines: number, at: Anchor): void {
    if (token === 'begin' && this.#step?.ended) this.#openStep(this.#step.step.name, 0)
    const step = this.#touch(lines)
    switch (token) {
      case 'begin':
        step.step.action ??= actionOf(message)
        break
      case 'stderr':
      case 'stderr2':
        step.stderr(message.slice(textStart(token, message)), token === 'stderr2', at)
        this.#evidence.add(token, message, at.timestamp, at.ordinal)
        break
      case 'ok':
        step.succeeded()
        break
      case 'err':
        step.failed()
        // Of a command it is a fixed sentence; another action says here what went wrong.
        if (!message.startsWith('CmdExecution: '))
          this.#evidence.add('text', message, at.timestamp, at.ordinal)
        break
      case 'exit':
        step.exit(exitCodeOf(message))
        if (REBOOT_EXIT_CODES.has(step.step.exitCode ?? 0)) this.#rebooting = true
        break
      case 'end':
        step.ended = true
        step.step.action ??= actionOf(message)
        break
      default:
    }
  }

  #text(message: string, lines: number, at: Anchor): void {
    if (this.#failblock.isOpen) {
      this.#failblock.push(message, at)
    } else if (this.#step && !this.#step.ended && !this.#finished) {
      this.#touch(lines).stdout(message, 0, at.timestamp, at.ordinal)
      this.#packages.line(message, at)
      this.#evidence.add('text', message, at.timestamp, at.ordinal)
    } else if (message.trim() !== '') {
      this.#workflowLine(message, at)
    }
  }

  #anchor(): Anchor {
    return { timestamp: this.#timestamp, ordinal: this.#ordinal }
  }

  #touch(lines: number): StepBuilder {
    const step = this.#step ?? this.#openStep(undefined, 0)
    step.touch(this.#timestamp, this.#events, lines)
    return step
  }

  #openRun(): OutlineRun {
    this.#closeStep()
    this.#run = { afterReboot: this.#rebooting, documents: [] }
    // The last run decides how the build went, so it takes the place of the one before.
    if (this.#size.isFull) this.#runs.pop()
    this.#runs.push(this.#run)
    this.#size.frame('')
    this.#rebooting = false
    this.#finished = false
    this.#document = undefined
    this.#phase = undefined
    return this.#run
  }

  #currentRun(): OutlineRun {
    return this.#run ?? this.#openRun()
  }

  #openDocument(arn: string): void {
    this.#closeStep()
    const fresh = !this.#run || ((this.#finished || this.#rebooting) && this.#run.documents.length > 0)
    const run = fresh ? this.#openRun() : this.#currentRun()
    this.#rebooting = false
    this.#readComponent(arn)
    this.#phase = undefined
    this.#document = { arn, name: componentName(arn), at: this.#anchor(), phases: [] }
    if (this.#size.isFull) run.documents.pop()
    run.documents.push(this.#document)
    this.#size.frame(arn)
  }

  #currentDocument(): OutlineDocument {
    if (this.#document) return this.#document
    const run = this.#finished ? this.#openRun() : this.#currentRun()
    this.#document = { name: '', at: this.#anchor(), phases: [] }
    run.documents.push(this.#document)
    return this.#document
  }

  #openPhase(phase: OutlinePhase): OutlinePhase {
    // Asked for first: opening a run on the way forgets the phase.
    const { phases } = this.#currentDocument()
    if (this.#size.isFull && phases.at(-1)?.steps.length === 0) phases.pop()
    phases.push(phase)
    this.#phase = phase
    this.#size.frame(phase.name ?? '')
    return phase
  }

  #openStep(name: string | undefined, events: number): StepBuilder {
    this.#closeStep()
    const document = this.#currentDocument()
    const phase = this.#phase ?? this.#openPhase({ steps: [] })
    const place = [this.#runs.length - 1, document.arn ?? '', phase.name ?? '', name ?? ''].join('|')
    const occurrence = this.#occurrences.get(place) ?? 0
    if (!this.#size.isFull) this.#occurrences.set(place, occurrence + 1)
    this.#evidence.reset()
    this.#last = undefined
    this.#fact = factOf(name)
    const key = this.#size.isFull ? `${place}|at ${this.#events}` : `${place}|${occurrence}`
    this.#step = new StepBuilder(key, name, this.#anchor(), this.#events)
    phase.steps.push(this.#step.step)
    if (events > 0) this.#step.touch(this.#timestamp, this.#events, 1)
    return this.#step
  }

  #closeStep(): void {
    const closed = this.#step
    this.#step = undefined
    this.#fact = undefined
    if (!closed) return
    this.#last = closed
    const step = closed.close(this.#evidence, true, this.#facts, this.#size.mayDiagnose)
    if (!this.#size.keep(step) && this.#phase?.steps.at(-1) === step) this.#phase.steps.pop()
  }

  #readComponent(arn: string): void {
    this.#components.add(arn)
    const version = arn.includes('component/parallelclusterimage') ? componentVersion(arn) : undefined
    if (version) this.#facts.version ??= version
  }

  #readFact(text: string): void {
    if (this.#fact && text.trim() && !text.includes('not supported'))
      this.#facts[this.#fact] = text.trim().slice(0, LONGEST_NAME)
    this.#fact = undefined
  }

  #workflowLine(message: string, at: Anchor): void {
    const attempt = /^(.*)\. Attempt number: (\d+)\.?$/.exec(message)
    const text = attempt?.[1] ?? message.trim().slice(0, 500)
    const last = this.#workflow.at(-1)
    Object.assign(this.#facts, workflowFacts(message))
    if (attempt && last?.text === text) last.attempts = Number(attempt[2])
    else this.#workflow.push({ text, at, ...(attempt ? { attempts: Number(attempt[2]) } : {}) })
    // How it began and how it ended are worth more than what was in between.
    if (this.#workflow.length > MOST_WORKFLOW_LINES) this.#workflow.splice(MOST_WORKFLOW_LINES / 2, 1)
  }
}

/** A name outlives its message by far, and must not keep alive what the message was cut from. */
const nameIn = (message: string): string => copied(nameOf(message).slice(0, LONGEST_NAME))

function countLines(message: string): number {
  let lines = 1
  for (let at = message.indexOf('\n'); at >= 0 && at < message.length - 1; at = message.indexOf('\n', at + 1))
    lines++
  return lines
}
