import { nameOf, textStart, tokenOf, withoutConsolePrefix } from '../build-log/grammar'
import { readStderr } from '../build-log/shell-echo'
import { formatAnchor } from './anchor'
import { anchorOf, type HeldLog } from './held-log'

/**
 * Lines of one stderr event that say nothing new: the echoed script, or or the whole of a stderr that was
 * shown before.
 */
export type EchoFold = {
  /** Names it for as long as the stream exists. */
  readonly key: string
  /** Index in the held log. */
  readonly event: number
  /** Lines of the event, `to` excluded. */
  readonly from: number
  readonly to: number
  readonly what: 'script' | 'again'
  /** How many lines it hides, blank ones at its end left out. */
  readonly lines: number
  /** Whether a program speaks in other lines of the event. */
  readonly among: boolean
}

type Run = { from: number; to: number; lines: number; what: EchoFold['what'] }

/** The folds among the held events, in order. A log that begins inside a step may show one stderr twice. */
export function echoFolds(log: HeldLog): EchoFold[] {
  const folds: EchoFold[] = []
  let live: string | undefined
  for (let event = log.withheld; event < log.messages.length; event++) {
    const raw = log.messages[event] ?? ''
    if (!mayMatter(raw)) continue
    const message = withoutConsolePrefix(raw)
    const token = tokenOf(message)
    if (token === 'step' && nameOf(message) !== '') {
      live = undefined
    } else if (token === 'stderr' || token === 'stderr2') {
      const text = message.slice(textStart(token, message))
      const said = text.trimEnd()
      const again = token === 'stderr2' && said !== '' && said === live
      if (token === 'stderr') live = said
      const { runs, among } = again ? whole(text) : runsOf(text)
      const name = runs.length > 0 ? formatAnchor(anchorOf(log, event)) : ''
      for (const run of runs) folds.push({ ...run, key: `${name} ${run.from}`, event, among })
    }
  }
  return folds
}

/** Cheap, since nearly every line of a log is a `Stdout:`. */
function mayMatter(message: string): boolean {
  switch (message.charCodeAt(0)) {
    case 83: // S, but not Stdout
      return message.charCodeAt(3) !== 111
    case 67: // CmdExecution
      return true
    default: {
      const first = message.charCodeAt(0)
      return first >= 48 && first <= 57 && / (?:Stderr:|Step |CmdExecution: )/.test(message.slice(0, 60))
    }
  }
}

type Runs = { runs: Run[]; among: boolean }

function whole(text: string): Runs {
  const run: Run = {
    from: 0,
    to: text.split('\n').length,
    lines: text.trimEnd().split('\n').length,
    what: 'again',
  }
  return { runs: [run], among: false }
}

const known = new Map<string, Runs>()

/** Runs of script among a stderr's lines; blank lines between and after belong to them. */
function runsOf(text: string): Runs {
  const seen = known.get(text)
  if (seen) return seen
  const lines = text.split('\n')
  const runs: Run[] = []
  let among = false
  readStderr(lines).forEach((kind, line) => {
    const last = runs.at(-1)
    const goesOn = last?.to === line
    if (kind === 'said') {
      if (lines[line]?.trim() !== '') among = true
      else if (goesOn) last.to = line + 1
    } else if (goesOn) {
      last.to = line + 1
      last.lines = line + 1 - last.from
    } else {
      runs.push({ from: line, to: line + 1, lines: 1, what: 'script' })
    }
  })
  if (known.size >= 400) known.delete(known.keys().next().value ?? '')
  known.set(text, { runs, among })
  return { runs, among }
}

/** Goes along with somebody who goes through the events' lines in order. */
export function walkFolds(folds: readonly EchoFold[]) {
  let next = 0
  return {
    isIn(event: number): boolean {
      while ((folds[next]?.event ?? Infinity) < event) next++
      return folds[next]?.event === event
    },
    beginningAt(event: number, line: number): EchoFold | undefined {
      for (let fold = folds[next]; fold?.event === event && fold.from <= line; fold = folds[++next])
        if (fold.from === line) return fold
      return undefined
    },
  }
}

/** The fold that hides a line, or stands for it. */
export function foldAt(folds: readonly EchoFold[], event: number, line: number): EchoFold | undefined {
  let low = 0
  let high = folds.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const fold = folds[middle]
    if (fold && (fold.event < event || (fold.event === event && fold.to <= line))) low = middle + 1
    else high = middle
  }
  const fold = folds[low]
  return fold && fold.event === event && fold.from <= line ? fold : undefined
}
