import { isDiffLine, isErrorLike } from './error-like'
import { nameOf, type Token, textStart, tokenOf, withoutConsolePrefix } from './grammar'
import type { Outline } from './outline-schema'
import { readStderr } from './shell-echo'
import { stepAt } from './step-at'

/**
 * How a displayed line wants to be shown.
 * - `structure` frames a step, a phase, a document, a run; `debug` is AWSTOE's own chatter of 2021
 * - `workflow` is Image Builder speaking; `stdout` and `stderr` are programs
 * - `echo` is the script itself (`set -v`), `trace` its `set -x`; `duplicate` repeats a stderr already shown
 * - `quiet` is Chef saying that a resource was up to date or skipped
 * - `text` is anything else, kept as it is
 */
export type LineKind =
  | 'structure'
  | 'debug'
  | 'workflow'
  | 'stdout'
  | 'stderr'
  | 'echo'
  | 'trace'
  | 'duplicate'
  | 'quiet'
  | 'text'

export interface LineClass {
  kind: LineKind
  /** The line has error words and is no echo, trace, duplicate, diff or known chatter. In a good step it means nothing. */
  error: boolean
}

export interface EventClass {
  token: Token
  /** Where the text begins in the message: what stands before is `Stdout: `, `CmdExecution: Stderr: ` or nothing. */
  textStart: number
  /** The step's, phase's or document's name, for those tokens. */
  name?: string
  /** One per line of the message (split at `\n`). */
  lines: LineClass[]
}

/** What must be known of the events before the window: the stderr the current step has already shown. */
export interface ClassifierState {
  /** `true`: shown, but its text is not loaded. */
  liveStderr?: string | true
}

/**
 * Classifies a window of events one after another, in CloudWatch's order. Begin with `classifierStateAt` when the
 * window does not begin at the log's first event; without it only a duplicate whose original is out of sight is
 * missed. To prepend older events, classify them with a new classifier.
 */
export function createClassifier(initial: ClassifierState = {}) {
  const state: ClassifierState = { ...initial }
  return {
    classify(raw: string): EventClass {
      const message = withoutConsolePrefix(raw)
      const token = tokenOf(message)
      const found: EventClass = {
        token,
        textStart: raw.length - message.length + textStart(token, message),
        lines: [],
      }
      if (token === 'step' || token === 'phase' || token === 'document') found.name = nameOf(message)
      const text = message.slice(textStart(token, message))
      if (token === 'step') delete state.liveStderr
      const duplicate = token === 'stderr2' && isSameText(state.liveStderr, text)
      if (token === 'stderr') state.liveStderr = text
      found.lines = classifyLines(token, text.split('\n'), duplicate)
      return found
    },
  }
}

/** The state to begin with at an event of the log: `{ timestamp, ordinal }` of the window's first event. */
export function classifierStateAt(
  outline: Outline | undefined,
  anchor: { timestamp: number; ordinal: number },
): ClassifierState {
  const step = outline && stepAt(outline, anchor)
  return step?.liveStderr ? { liveStderr: true } : {}
}

function isSameText(known: string | true | undefined, text: string): boolean {
  return known === true || (known !== undefined && known.trimEnd() === text.trimEnd())
}

function classifyLines(token: Token, lines: string[], duplicate: boolean): LineClass[] {
  if (token === 'stderr' || token === 'stderr2') {
    const kinds = readStderr(lines)
    return lines.map((line, index) => {
      if (duplicate) return { kind: 'duplicate', error: false }
      const kind = kinds[index] ?? 'said'
      return kind === 'said' ? { kind: 'stderr', error: isErrorLike(line) } : { kind, error: false }
    })
  }
  return lines.map((line) => classifyLine(token, line))
}

function classifyLine(token: Token, line: string): LineClass {
  switch (token) {
    case 'stdout': {
      if (/\((?:up to date|skipped due to [^)]{0,200})\)\s*$/.test(line))
        return { kind: 'quiet', error: false }
      return { kind: 'stdout', error: !isDiffLine(line) && isErrorLike(line) }
    }
    case 'debug':
      return { kind: 'debug', error: false }
    case 'workflow':
      return { kind: 'workflow', error: isErrorLike(line) }
    case 'text':
    case 'failblock':
      return { kind: 'text', error: isErrorLike(line) }
    case 'err':
      return { kind: 'structure', error: true }
    default:
      return { kind: 'structure', error: false }
  }
}
