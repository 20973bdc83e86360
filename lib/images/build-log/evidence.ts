import { cleanLine, copied } from './clean-line'
import { type Token, textStart } from './grammar'
import type { QuotedLine } from './outline-schema'
import { isTrace, readStderr, type StderrLine } from './shell-echo'

/** Events of the current step that are kept to read its failure from: a step of 40,000 keeps its end … */
const KEPT_EVENTS = 4096
/** … and so many of those before it that look like errors, or frame what Chef says of one. */
const KEPT_MARKS = 400
const LONGEST_MARK = 20_000
/** Characters that they may have together; of longer ones the last are kept. */
const KEPT_CHARACTERS = 8_000_000

/** A line of a step, as the diagnosis reads it. */
export interface EvidenceLine extends QuotedLine {
  stream: 'out' | 'err'
  /** What a program said, the script itself (`set -v`), or a trace of it (`set -x`). */
  kind: StderrLine
  /** What is quoted, when that is more than what is read: Chef's whole line. */
  quoted?: string
  at: { timestamp: number; ordinal: number }
  line: number
}

interface KeptEvent {
  token: Token
  message: string
  timestamp: number
  ordinal: number
}

/** The last events of one step. One object serves all steps of a log; `reset` empties it. */
export class Evidence {
  readonly #messages: string[] = []
  readonly #tokens: Token[] = []
  readonly #times: number[] = []
  readonly #ordinals: number[] = []
  #marks: (KeptEvent & { index: number })[] = []
  #count = 0
  /** The first event that is kept. */
  #first = 0
  #characters = 0

  reset(): void {
    this.#count = 0
    this.#first = 0
    this.#characters = 0
    this.#messages.length = 0
    this.#marks = []
  }

  /** `mark`: worth keeping when the step goes on for thousands of events. */
  add(token: Token, message: string, timestamp: number, ordinal: number, mark = false): void {
    if (mark) this.#mark({ token, message, timestamp, ordinal })
    this.#characters += message.length
    while (
      this.#first < this.#count &&
      (this.#count - this.#first >= KEPT_EVENTS || this.#characters > KEPT_CHARACTERS)
    )
      this.#forget(this.#first++)
    const slot = this.#count++ % KEPT_EVENTS
    this.#messages[slot] = message
    this.#tokens[slot] = token
    this.#times[slot] = timestamp
    this.#ordinals[slot] = ordinal
  }

  #forget(index: number): void {
    this.#characters -= this.#messages[index % KEPT_EVENTS]?.length ?? 0
    this.#messages[index % KEPT_EVENTS] = ''
  }

  #mark(event: KeptEvent): void {
    // A mark is read for what its lines say, and a line by its beginning.
    const message =
      event.message.length > LONGEST_MARK ? copied(event.message.slice(0, LONGEST_MARK)) : event.message
    this.#marks.push({ ...event, message, index: this.#count })
    if (this.#marks.length > 2 * KEPT_MARKS) this.#marks = this.#marks.slice(-KEPT_MARKS)
  }

  /** What programs said, in the log's order; a stderr that repeats one already shown stands once, where it was first. */
  lines(): EvidenceLine[] {
    const first = this.#first
    const kept = this.#count - first
    const repeated = this.#repeatedStderr(first, kept)
    const lines = this.#marks.filter(({ index }) => index < first).flatMap(linesOf)
    for (let index = first; index < this.#count; index++) {
      const slot = index % KEPT_EVENTS
      if (slot !== repeated) lines.push(...linesOf(this.#event(slot)))
    }
    return lines
  }

  #event(slot: number): KeptEvent {
    return {
      token: this.#tokens[slot] ?? 'text',
      message: this.#messages[slot] ?? '',
      timestamp: this.#times[slot] ?? 0,
      ordinal: this.#ordinals[slot] ?? 0,
    }
  }

  #repeatedStderr(first: number, kept: number): number | undefined {
    const at = (token: Token) => {
      for (let index = first + kept - 1; index >= first; index--)
        if (this.#tokens[index % KEPT_EVENTS] === token) return index % KEPT_EVENTS
      return undefined
    }
    const live = at('stderr')
    const again = at('stderr2')
    if (live === undefined || again === undefined) return undefined
    const text = (slot: number) => {
      const message = this.#messages[slot] ?? ''
      return message.slice(textStart(this.#tokens[slot] ?? 'text', message)).trimEnd()
    }
    return text(live) === text(again) ? again : undefined
  }
}

/**
 * So much of a line is read, whatever reads it: its beginning and its end. Long enough for what Ansible and Docker put
 * into one line.
 */
const LONGEST_LINE = 65_536
const LONGEST_END = 16_384

function linesOf({ token, message, timestamp, ordinal }: KeptEvent): EvidenceLine[] {
  const at = { timestamp, ordinal }
  const texts = message.slice(textStart(token, message)).split('\n')
  const isStderr = token === 'stderr' || token === 'stderr2'
  const kinds = isStderr ? readStderr(texts) : undefined
  return texts.map((text, line) => {
    const clean = withoutMiddle(cleanLine(text, Number.POSITIVE_INFINITY))
    return {
      text: clean,
      stream: isStderr ? 'err' : 'out',
      kind: kinds?.[line] ?? (isTrace(clean) ? 'trace' : 'said'),
      at,
      line,
    }
  })
}

function withoutMiddle(text: string): string {
  if (text.length <= LONGEST_LINE) return text
  const end = text.slice(-LONGEST_END)
  return copied(`${text.slice(0, LONGEST_LINE - LONGEST_END - 1)}…${end}`)
}
