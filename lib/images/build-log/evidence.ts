import { cleanLine } from './clean-line'
import { type Token, textStart } from './grammar'
import type { QuotedLine } from './outline-schema'
import { readStderr } from './shell-echo'

/** Events of the current step that are kept to read its failure from: a step of 40,000 keeps its end … */
const KEPT_EVENTS = 4096
/** … and so many of those before it that look like errors, or frame what Chef says of one. */
const KEPT_MARKS = 400

/** A line of a step, as the diagnosis reads it. Echoed script and traces are left out. */
export interface EvidenceLine extends QuotedLine {
  stream: 'out' | 'err'
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

  reset(): void {
    this.#count = 0
    this.#messages.length = 0
    this.#marks = []
  }

  /** `mark`: worth keeping when the step goes on for thousands of events. */
  add(token: Token, message: string, timestamp: number, ordinal: number, mark = false): void {
    if (mark) this.#mark({ token, message, timestamp, ordinal })
    const slot = this.#count++ % KEPT_EVENTS
    this.#messages[slot] = message
    this.#tokens[slot] = token
    this.#times[slot] = timestamp
    this.#ordinals[slot] = ordinal
  }

  #mark(event: KeptEvent): void {
    this.#marks.push({ ...event, index: this.#count })
    if (this.#marks.length > 2 * KEPT_MARKS) this.#marks = this.#marks.slice(-KEPT_MARKS)
  }

  /** What programs said, in the log's order; a stderr that repeats one already shown stands once, where it was first. */
  lines(): EvidenceLine[] {
    const kept = Math.min(this.#count, KEPT_EVENTS)
    const first = this.#count - kept
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

function linesOf({ token, message, timestamp, ordinal }: KeptEvent): EvidenceLine[] {
  const at = { timestamp, ordinal }
  const texts = message.slice(textStart(token, message)).split('\n')
  const isStderr = token === 'stderr' || token === 'stderr2'
  const kinds = isStderr ? readStderr(texts) : undefined
  const lines: EvidenceLine[] = []
  for (const [line, text] of texts.entries()) {
    if (kinds && kinds[line] !== 'said') continue
    lines.push({ text: cleanLine(text), stream: isStderr ? 'err' : 'out', at, line })
  }
  return lines
}
