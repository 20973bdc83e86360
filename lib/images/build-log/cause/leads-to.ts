import { isVague } from './closing'
import type { Episode } from './episode'
import { canExplain } from './kinds'
import type { Line } from './line'
import type { Scene } from './scene'

/** How far apart two failures may stand for one to explain the other though they name nothing in common. */
const NEAR = 20
/** So far below a complaint stands what follows from it, even if it says nothing of it. */
const DIRECTLY = 2
/** So far above what only says that something failed its reason may stand. */
export const ABOVE = 12

/** Whose content came from elsewhere: what went wrong while it was fetched need not stand close. */
const FETCHED: ReadonlySet<string> = new Set(['archive', 'script'])
/** dpkg tells on one stream what a package's script said on the other. */
const BESIDE: ReadonlySet<string> = new Set(['disk', 'driver', 'prompt', 'service'])

/** Whether one failure can have led to another, later one. */
export function leadsTo(a: Episode, b: Episode, scene: Scene): boolean {
  if (a.failure?.minor || (a.part !== 'tells' && a.failure?.absent && b.part === 'tells')) return false
  if (isNested(b.line, a.line) || announces(a.line, b.line)) return false
  if (couldHaveBrought(a, b, scene)) return true
  if (isNested(a.line, b.line) || announces(b.line, a.line) || isSummedUp(a, b)) return true
  const how = canExplain(a.kind, b.kind)
  if (!how) return false
  const sameStream = a.line.stream === b.line.stream
  if (sameStream && a.line.index >= b.line.index) return false
  if (shareName(a, b)) return true
  if (how === 'named' || scene.stopsAtFirst) return false
  if (FETCHED.has(b.kind) && a.kind === 'download') return true
  if (b.kind === 'package' && (a.kind === 'network' || a.kind === 'repository')) return true
  if (b.kind === 'driver' && a.kind === 'compile') return true
  if (b.kind === 'package-script' && BESIDE.has(a.kind)) return true
  // What holds for the whole environment need not stand close.
  if (a.kind === 'restart' || a.kind === 'prompt' || a.kind === 'config') return true
  return sameStream && b.line.index - a.end <= NEAR
}

/** What only says that a program died or a script failed. */
const SUMS_UP: ReadonlySet<string> = new Set(['package-script', 'crash'])

/** What was said right before a program died, or a package's script ended, says why. */
const isSummedUp = (a: Episode, b: Episode) =>
  (SUMS_UP.has(b.kind) || b.failure?.follows === true) &&
  !SUMS_UP.has(a.kind) &&
  a.failure?.follows !== true &&
  a.line.stream === b.line.stream &&
  a.line.index < b.line.index &&
  b.line.index - a.end <= 3 &&
  !isVague(a.line.said)

const NO_ANSWER =
  /Connection refused|connect failure|[Uu]nable to (?:contact|connect to)|[Cc](?:ould not|annot|an['’]t) (?:contact|connect to)/

/** Something is not there, or does not listen. */
const isMissing = ({ failure, line }: Episode) => failure?.absent === true || NO_ANSWER.test(line.said)

const NO_SOURCE: ReadonlySet<string> = new Set(['service', 'package-script'])

/** What a script that goes on misses in the end is what something before it did not bring. */
function couldHaveBrought(a: Episode, b: Episode, scene: Scene): boolean {
  if (!isMissing(b) || isMissing(a) || scene.stopsAtFirst) return false
  if (b.kind === 'network' && a.kind === 'network') return false
  if (NO_SOURCE.has(a.kind)) return false
  // stderr is no later than stdout: what is said there may have come before.
  if (a.line.stream !== b.line.stream)
    return (
      a.line.stream === 'err' &&
      a.told !== undefined &&
      (b.part === 'says' || (a.part === 'tells' && canExplain(a.kind, b.kind) !== undefined))
    )
  if (a.line.index >= b.line.index) return false
  return (
    a.part === 'tells' || a.told !== undefined || !isVague(a.line.said) || b.line.index - a.end <= DIRECTLY
  )
}

/** `A failed:` with the reason in the line below it. */
const announces = (a: Line, b: Line) =>
  a.said.endsWith(':') &&
  a.stream === b.stream &&
  b.index > a.index &&
  b.index - a.index <= DIRECTLY &&
  b.indent > a.indent

/** `> A` with a deeper `> B` below it: the deeper one is why. */
export const isNested = (a: Line, b: Line) =>
  a.stream === b.stream &&
  a.index > b.index &&
  a.index - b.index <= ABOVE &&
  a.indent > b.indent &&
  /^(?:> |Caused by: )/.test(a.said) &&
  b.said.startsWith('> ')

const shareName = (a: Episode, b: Episode) => b.names.some((name) => a.names.includes(name))
