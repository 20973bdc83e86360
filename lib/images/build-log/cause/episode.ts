import { isChatter, isDiffLine, isErrorLike, mayBeError } from '../error-like'
import { mayHaveErrorWord } from '../error-scan'
import { isClosing, isProgress, isVague } from './closing'
import { namesIn } from './kinds'
import type { Line } from './line'
import { isAdvice, isCausedBy, type Message, messageOf } from './message'
import type { Scene } from './scene'
import { type Case, type Failure, type Kind, Sight, type Tool } from './tool'
import { tools } from './tools'
import { plain } from './tools/plain'
import { silent } from './tools/silent'

/**
 * A failure as the lines show it: the line that holds the reason, what is known of it, and what part it plays.
 * `tells`: a tool's own reason. `says`: a program complains, in words that no tool file knows. `own`: the script's
 * words about what it ran. `closes`: sums up. `weak`, `last`: no error words; the last thing that was said.
 */
export interface Episode {
  part: 'tells' | 'says' | 'own' | 'closes' | 'weak' | 'last'
  kind: Kind
  line: Line
  /** Lines that are quoted, the reason among them, in order. */
  quoted: readonly Line[]
  names: readonly string[]
  tool?: Tool
  failure?: Failure
  sight?: Sight
  told?: Case
  /** What the program itself advises in the same message. */
  advises?: string
  /** Where it ends in its stream: the line that was seen, or the reason after it. */
  end: number
}

interface Recognised {
  tool: Tool
  failure: Failure
  match: RegExpExecArray
}

/** Lines at the end of a stream that are read whatever their words. */
const READ_WHOLE = 1500

/** All failures of a step, in the order of their streams: stderr first. */
export function episodesOf(scene: Scene): Episode[] {
  const known = new Map<string, Recognised | null>()
  const all: Episode[] = []
  for (const stream of [scene.err, scene.out]) {
    const from = stream.length - READ_WHOLE
    for (const line of stream) {
      if (line.kind !== 'said' || line.said === '') continue
      if (line.index < from && !mayHaveErrorWord(line.said, 0)) continue
      const episode = read(scene, line, known)
      if (episode) all.push(episode)
    }
  }
  const silent = silentEpisode(scene, all)
  return withoutDoubles(silent ? [...all, silent] : all)
}

/** What follows a command that failed, or is no command: it did not end the script. */
const NO_END =
  /^\++ (?:[A-Za-z_]\w*=|exit|return|trap|cleanup|set |echo|printf|logger|:|true|rm -r?f|popd|umount|local |export |declare |kill|err|status|on_(?:exit|err)|die|fail)/

/** The last command that a script with `set -e` ran, when it ended the script without a word. */
function silentEpisode(scene: Scene, said: readonly Episode[]): Episode | undefined {
  if (scene.exitCode === 0 || scene.exitCode === undefined) return undefined
  if (!scene.stopsAtFirst && said.some(({ part }) => part !== 'last')) return undefined
  const stream = scene.err.some(({ kind }) => kind === 'trace') ? scene.err : scene.out
  const at = stream.findLastIndex(({ kind, said: text }) => kind === 'trace' && !NO_END.test(text))
  const line = stream[at]
  if (!line) return undefined
  const after = said.some(
    ({ part, line: other }) => part !== 'last' && (other.stream !== line.stream || other.index > line.index),
  )
  if (after || /^\++ (?:if |for |while |case )/.test(line.said)) return undefined
  for (const failure of silent.failures) {
    const match = failure.line.exec(line.said)
    if (!match) continue
    const sight = new Sight(scene, line, match)
    const told = failure.cases.find((one) => one.when?.(sight) ?? true)
    if (!told) continue
    const { kind } = failure
    const names = namesIn(line.said)
    return {
      part: 'tells',
      kind,
      line,
      quoted: [line],
      names,
      tool: silent,
      failure,
      sight,
      told,
      end: line.index,
    }
  }
  return undefined
}

/** A line of a stack: where the program was, not what was wrong. */
const FRAMES = [
  /^at [^()]{0,200}\([^()]{0,300}:\d{1,9}\)/,
  /^at \S{1,300}:\d{1,9}\b/,
  /^from \/\S{1,300}:in /,
]
const isFrame = (said: string) => FRAMES.some((frame) => frame.test(said))

function read(scene: Scene, line: Line, known: Map<string, Recognised | null>): Episode | undefined {
  if (isNoise(line.said) || isFrame(line.said)) return undefined
  let recognised = known.get(line.said)
  if (recognised === undefined) {
    recognised = recognise(line.said)
    known.set(line.said, recognised)
  }
  if (recognised) return toolEpisode(scene, line, recognised)
  if (isProgress(line.said) || isDiff(scene, line)) return undefined
  const part = partOf(scene, line)
  return part && plainEpisode(scene, line, part)
}

/** A line that no tool knows: its message, and what such a message means whoever says it. */
function plainEpisode(scene: Scene, line: Line, part: Episode['part']): Episode | undefined {
  const bare = {
    part,
    kind: 'wrapper' as Kind,
    line,
    quoted: [line],
    names: namesIn(line.said),
    end: line.index,
  }
  if (part === 'closes') return bare
  const message = messageOf(scene.stream(line), line)
  const [head] = message.lines
  // What goes on from a warning is none of its own.
  if (head && head !== line && isChatter(head.said) && !isBareWord(head.said)) return undefined
  const { reason } = message
  const failure = plain.failures.find((one) => (part !== 'last' || !one.faint) && one.line.test(reason.said))
  const match = failure?.line.exec(reason.said)
  const told = failure?.cases[0]
  const named = told !== undefined && OWN_NAME.test(reason.said)
  return {
    ...bare,
    part: isAdvice(reason.said)
      ? 'weak'
      : part === 'says' || (named && part === 'weak')
        ? 'says'
        : part === 'last' && told
          ? 'weak'
          : part,
    line: reason,
    quoted: quotedOf(message),
    names: [...new Set(message.lines.flatMap(({ said }) => namesIn(said)))],
    end: Math.max(line.index, message.lines.at(-1)?.index ?? 0),
    ...advisedBy(message),
    ...(failure && match && told
      ? { kind: failure.kind, tool: plain, failure, told, sight: new Sight(scene, reason, match) }
      : {}),
  }
}

/** `Error:` on a line of its own: what it announces follows. */
const isBareWord = (said: string) => /^\W*(?:error|fatal)\W*$/i.test(said)

/** A program speaks under its own name when something is wrong, whatever its words. */
const OWN_NAME =
  /^(?!(?:note|info|hint|warning|status|result|usage)\b)[a-z][\w.+-]{1,40}(?:\[\d{1,8}\])?: (?=\S)/

function advisedBy({ lines, reason }: Message): { advises?: string } {
  const said = lines
    .filter((line) => line !== reason && isAdvice(line.said) && !POINTS_ELSEWHERE.test(line.said))
    .map((line) => line.said)
    .join(' ')
  return said === '' ? {} : { advises: said.slice(0, 240) }
}

/** Advice to read something else. */
const POINTS_ELSEWHERE = /^(?:See|For more)\b/

const MOST_QUOTED = 4

/** The deciding line first, then what stands around it in its paragraph: no announcement, and no advice. */
function quotedOf({ lines, reason }: Message): Line[] {
  const at = lines.indexOf(reason)
  let first = at
  let end = at + 1
  while (first > 0 && isNext(lines[first - 1], lines[first])) first--
  while (end < lines.length && isNext(lines[end - 1], lines[end])) end++
  const from = Math.max(first, Math.min(at - 1, end - MOST_QUOTED))
  return [
    reason,
    ...lines
      .slice(from, Math.min(end, from + MOST_QUOTED))
      .filter((line) => line !== reason && tellsMore(line.said)),
  ]
}

const isNext = (a: Line | undefined, b: Line | undefined) => a !== undefined && b?.index === a.index + 1

const tellsMore = (said: string) =>
  !isAdvice(said) &&
  !isFrame(said) &&
  !POINTS_ELSEWHERE.test(said) &&
  !(said.endsWith(':') && (isVague(said) || isCloser(said) || isCausedBy(said)))

function toolEpisode(scene: Scene, line: Line, { tool, failure, match }: Recognised): Episode | undefined {
  if (isDiff(scene, line) || (failure.latent && !scene.passed)) return undefined
  const sight = new Sight(scene, line, match)
  const reason = failure.reason ? failure.reason(sight) : announced(scene, line)
  const told = failure.cases.find((candidate) => candidate.when?.(sight) ?? true)
  if (!told) return undefined
  // What only closes, and whose reason was found, tells.
  const closes = failure.closes || isRetried(line.said) || (failure.general && isClosing(line.said))
  const part = closes && !reason ? 'closes' : 'tells'
  const main = reason ?? line
  const beside = (failure.quotes?.(sight) ?? []).filter((other) => other !== main)
  const quoted = [main, ...beside.sort((a, b) => a.index - b.index)]
  return {
    part: part === 'tells' && isOwnWords(scene, main) && !reason ? 'own' : part,
    kind: failure.kind,
    line: main,
    quoted,
    names: namesOf(scene, line, main),
    tool,
    failure,
    sight,
    told,
    end: Math.max(line.index, main.stream === line.stream ? main.index : 0),
  }
}

/** What follows a line that only announces it, where no tool knows that better. */
function announced(scene: Scene, line: Line): Line | undefined {
  if (!/:$/.test(line.said) || !isVague(line.said)) return undefined
  const { reason } = messageOf(scene.stream(line), line)
  return reason.index > line.index && !isAdvice(reason.said) && !recognise(reason.said) ? reason : undefined
}

/** What it is about: its own words, the command before it, and the address a download announces. */
function namesOf(scene: Scene, line: Line, main: Line): string[] {
  const names = new Set([...namesIn(line.said), ...namesIn(main.said)])
  for (const [distance, before] of scene.above(line, 6).entries()) {
    if (before.kind !== 'said') {
      for (const name of namesIn(before.said)) names.add(name)
      break
    }
    if (distance < 5 && /^(?:--\d{4}-|Cloning into|Saving to|Location:|\+ )/.test(before.said))
      for (const name of namesIn(before.said)) names.add(name)
  }
  return [...names]
}

/** Chef shows what it changes in files; nobody else's indented `-` and `+` are a file's. */
const isDiff = (scene: Scene, line: Line): boolean =>
  scene.showsDiffs && line.stream === 'out' && isDiffLine(line.text)

/** An attempt that is made again closes nothing and tells nothing. */
const isRetried = (said: string): boolean =>
  /\bre-?try(?:ing)?(?: (?:in|after) \d{1,9} ?\w{0,9})?\W{0,9}$/i.test(said)

const known = tools.flatMap((tool) => tool.failures.map((failure) => ({ tool, failure })))
const inOrder = [
  ...known.filter(({ failure }) => !failure.general),
  ...known.filter(({ failure }) => failure.general),
]

function recognise(said: string): Recognised | null {
  for (const { tool, failure } of inOrder) {
    const match = failure.line.exec(said)
    if (match) return { tool, failure, match }
  }
  return null
}

const noise = tools.flatMap((tool) => tool.noise ?? [])
const closers = tools.flatMap((tool) => tool.closers ?? [])

export const isNoise = (said: string): boolean => noise.some((pattern) => pattern.test(said))

export const isCloser = (said: string): boolean =>
  isClosing(said) || closers.some((pattern) => pattern.test(said))

const HEADING = /^\*{3,} ([^*]{1,200}) \*{3,}$/
const MAY_BE = /\b(?:might|may) (?:have|cause)\b/i
const COMPLAINS = /^\W{0,4}(?:error|fatal|fail|cannot|unable)/i

/** A heading between asterisks, and what may be wrong: no complaint. */
function isHarmless(said: string): boolean {
  const heading = HEADING.exec(said)?.[1]
  return heading === undefined ? MAY_BE.test(said) && !COMPLAINS.test(said) : !isErrorLike(heading)
}

function partOf(scene: Scene, line: Line): Episode['part'] | undefined {
  const { said } = line
  if (isHarmless(said)) return undefined
  if (isErrorLike(said)) {
    if (isCloser(said)) return 'closes'
    if (isOwnWords(scene, line)) return 'own'
    return isAnnounced(said) && isVague(said) && !plain.failures.some((one) => one.line.test(said))
      ? 'own'
      : 'says'
  }
  if (isChatter(said)) return undefined
  if ((mayBeError(said) || HINTS.test(said)) && !isCloser(said)) return 'weak'
  return isCloser(said) ? undefined : 'last'
}

/** What a program says when it gives up politely: no error word, but a word to the reader. */
const HINTS =
  /\b(?:already (?:installed|exists|present|running)|pre-?existing|please|exiting|abort(?:ed|ing)?|re-?run|usage:|required|requires|nothing to|degraded|blocked|disabled|unknown|declined|rejected|skipped because|does not|do not|instead)\b/i

/** A sentence of the kind that scripts print of themselves: no program's name before it. */
const isAnnounced = (said: string): boolean =>
  /^(?!\[)\W{0,4}(?:ERROR|FATAL|FAILED|FAILURE|Error|Failed|Fatal|Unable|Could not|Cannot)\b(?!:? ?[\w./-]{1,40}: )/.test(
    said,
  )

/** What the script shows that it prints itself. */
function isOwnWords(scene: Scene, line: Line): boolean {
  if (line.said.length < 12) return false
  const words = line.said.slice(0, 60)
  const stream = scene.stream(line)
  for (let at = line.index - 1; at >= Math.max(0, line.index - 3); at--)
    if (stream[at]?.kind === 'trace')
      return (
        /^\++ (?:echo|printf|logger|>&2 echo)\b/.test(stream[at]?.said ?? '') &&
        (stream[at]?.said.includes(words) ?? false)
      )
  return false
}

/** One episode for each deciding line: what a tool file knows before what only has words. */
function withoutDoubles(episodes: readonly Episode[]): Episode[] {
  const byLine = new Map<Line, Episode>()
  for (const episode of episodes) {
    const other = byLine.get(episode.line)
    if (!other || precedence(episode) > precedence(other)) byLine.set(episode.line, episode)
  }
  return [...byLine.values()]
}

/** A tool that leads to the line by its grammar knows best; one that only closes, and looked for a reason, least. */
function precedence({ failure, sight, line, part }: Episode): number {
  if (!failure) return 0
  if (sight?.line === line && (part === 'tells' || !failure.closes)) return failure.general ? 2 : 3
  return failure.closes ? 1 : failure.general ? 2 : 4
}
