import { inPlace, isCompilers, programOf } from './burst'
import { isVague } from './closing'
import type { Episode } from './episode'
import { ABOVE, isNested, leadsTo } from './leads-to'
import { isCloser } from './recognise'
import type { Scene } from './scene'

export interface Ranked {
  episode: Episode
  points: number
  /** Why it stands where it does, in words. */
  because: string[]
  /** The episode that this one explains last: its own consequence. */
  explains?: Episode
  explainedBy?: Episode
}

/** What counts for a candidate, and how much. Only their order matters. */
const WEIGHT = {
  part: { tells: 12, says: 7, own: 1, closes: -16, weak: -6, last: -14 },
  /** A closing line of which something is known. */
  toldClosing: 8,
  /** The last of its stream, the one before, … */
  place: [12, 8, 5, 3, 2, 1],
  stderr: 4,
  exitCode: 8,
  exitCodeOne: 1,
  closed: 3,
  proven: 4,
  explains: 13,
  explained: -15,
  gotOver: -14,
  ignored: -40,
  minor: -9,
  /** Says that something failed, and not why. */
  vague: -6,
  /** Says what was wrong in words that mean the same whoever says them. */
  plain: 3,
}
/** The candidates of a step, likeliest first. */
export function rank(episodes: readonly Episode[], scene: Scene): Ranked[] {
  const ranked = episodes.map((episode): Ranked => ({ episode, points: 0, because: [] }))
  for (const stream of ['err', 'out'] as const) {
    const own = ranked.filter(({ episode }) => episode.line.stream === stream)
    const placed = inPlace(own.filter(({ episode }) => episode.part !== 'closes' && episode.part !== 'last'))
    for (const one of own) {
      const fromEnd = placed.length - 1 - placed.indexOf(one)
      weigh(one, scene, placed.includes(one) ? fromEnd : -1)
    }
  }
  link(ranked, scene)
  linkVague(ranked)
  return ranked.sort((a, b) => b.points - a.points || tie(a.episode, b.episode))
}

/** stderr first; the later line, or of lines that close, the first. */
function tie(a: Episode, b: Episode): number {
  if (a.line.stream !== b.line.stream) return a.line.stream === 'err' ? -1 : 1
  // Of last words that one program said in a row the first says what the others are about.
  if (a.part === 'last' && b.part === 'last' && Math.abs(a.line.index - b.line.index) <= 3) {
    const program = programOf(a.line.said)
    if (program !== '' && program === programOf(b.line.said)) return a.line.index - b.line.index
  }
  return a.part === 'closes' ? a.line.index - b.line.index : b.line.index - a.line.index
}

function weigh(one: Ranked, scene: Scene, fromEnd: number): void {
  const { episode, because } = one
  const { part, failure, told, line } = episode
  one.points += WEIGHT.part[part] + (fromEnd < 0 ? 0 : (WEIGHT.place[fromEnd] ?? 0))
  if (part === 'closes' && told) one.points += WEIGHT.toldClosing
  if (fromEnd === 0) because.push(`last error of ${line.stream === 'err' ? 'stderr' : 'stdout'}`)
  if (line.stream === 'err') one.points += WEIGHT.stderr
  if (told?.proven) one.points += WEIGHT.proven
  if (failure?.minor) one.points += WEIGHT.minor
  const vague = part === 'says' && (!told || failure?.faint === true) && isVague(line.said)
  if (vague) one.points += WEIGHT.vague
  else if (told && (part === 'says' || part === 'weak') && !failure?.absent) one.points += WEIGHT.plain
  const fits = scene.exitCode !== undefined && failure?.exits?.includes(scene.exitCode)
  if (fits && scene.exitCode === 1) one.points += WEIGHT.exitCodeOne
  else if (fits) {
    one.points += WEIGHT.exitCode
    because.push(`fits exit code ${scene.exitCode}`)
  }
  if (part === 'tells' && isClosed(episode, scene)) {
    one.points += WEIGHT.closed
    because.push('closed by the lines after it')
  }
  if (isIgnored(episode, scene)) one.points += WEIGHT.ignored
  if (isGotOver(episode, scene)) {
    one.points += WEIGHT.gotOver
    because.push('the script went on after it')
  }
}

/** Whether the next thing that is said about a failure only closes it. */
function isClosed({ end, line }: Episode, scene: Scene): boolean {
  const next = scene
    .stream(line)
    .slice(end + 1, end + 25)
    .find(({ kind, said }) => kind === 'said' && isCloser(said))
  return next !== undefined
}

/** A command that tells or tidies up is no sign that a script got over what was before it. */
const AFTERWARDS =
  /^\++ (?:exit|return|echo|printf|logger|rm|rmdir|trap|cleanup|popd|umount|kill|set|local|die|fail|error|log|\[|test|status=|rc=|ret=|code=|cat|tail|journalctl|systemctl status|cd |exec|date|tee|false)/

/** Ansible’s own word that a failure was to be ignored, behind the strings of its result. */
function isIgnored({ line, end }: Episode, scene: Scene): boolean {
  const after = scene
    .stream(line)
    .slice(end + 1, end + 40)
    .find((other) => other.at !== line.at || other.line !== line.line)
  return after?.said.startsWith('...ignoring') ?? false
}

function isGotOver({ line, end }: Episode, scene: Scene): boolean {
  const stream = scene.stream(line)
  const next = stream.slice(end + 1, end + 4).find(({ kind }) => kind === 'trace')
  if (next && /^\++ (?:true|:)\s*$/.test(next.said)) return true
  if (!scene.stopsAtFirst) return false
  return stream.slice(end + 1).some(({ kind, said }) => kind === 'trace' && !AFTERWARDS.test(said))
}

/** How far apart two lines may stand that tell one and the same failure. */
const SAME = 8

/** Finds for each failure the earliest one that can explain it. */
function link(ranked: readonly Ranked[], scene: Scene): void {
  const able = ranked.filter(
    ({ episode: { part, told, failure } }) =>
      part === 'tells' || part === 'says' || (part === 'weak' && told && !failure?.faint),
  )
  for (const consequence of able) {
    const causes = able.filter(
      (candidate) =>
        candidate !== consequence &&
        !isIgnored(candidate.episode, scene) &&
        leadsTo(candidate.episode, consequence.episode, scene),
    )
    // What a program calls fatal ended it; what it only complains of before did not.
    const first =
      causes.find(({ episode }) => /^(?:\S{1,40}: )?fatal: /i.test(episode.line.said)) ?? causes[0]
    if (!first) continue
    // Of one and the same failure that is told again and again the last line is the fullest.
    const cause =
      causes.findLast(({ episode }) => isNested(episode.line, consequence.episode.line)) ??
      causes.findLast(
        ({ episode: { told, line } }) =>
          told &&
          !isCompilers(line.said) &&
          told.id === first.episode.told?.id &&
          line.stream === first.episode.line.stream &&
          line.index - first.episode.end <= SAME,
      ) ??
      first
    connect(cause, consequence)
  }
}

function connect(cause: Ranked, consequence: Ranked): void {
  consequence.explainedBy = cause.episode
  consequence.points += WEIGHT.explained
  if (!cause.explains) {
    cause.points += WEIGHT.explains
    cause.because.push(`explains “${consequence.episode.line.said.slice(0, 80)}”`)
  }
  cause.explains = consequence.episode
  // Going on after a failure that leads to the end was no getting over it.
  if (cause.because.includes('the script went on after it')) cause.points -= WEIGHT.gotOver
}

/** What only says that something failed is explained by the nearest complaint above it. */
function linkVague(ranked: readonly Ranked[]): void {
  for (const vague of ranked) {
    const { part, told, line } = vague.episode
    if (
      told ||
      vague.explainedBy ||
      part === 'tells' ||
      part === 'closes' ||
      part === 'last' ||
      !isVague(line.said)
    )
      continue
    const [nearest] = ranked
      .filter(
        ({ episode }) =>
          episode.line.stream === line.stream &&
          episode.line.index < line.index &&
          line.index - episode.end <= ABOVE &&
          (episode.part === 'tells' ||
            (episode.told !== undefined &&
              episode.part !== 'closes' &&
              episode.told.id !== 'plain-nothing-selected') ||
            (episode.part === 'says' && !isVague(episode.line.said))),
      )
      .sort((a, b) => b.episode.line.index - a.episode.line.index)
    if (!nearest) continue
    // It gives way, and says nothing about which of those before it is the cause.
    vague.explainedBy = nearest.episode
    vague.points += WEIGHT.explained
  }
}
