import { readChefFailure } from '../chef-failure'
import { LONGEST } from '../clean-line'
import type { EvidenceLine } from '../evidence'
import type { Alternative, Finding, QuotedLine } from '../outline-schema'
import { followsUnknown } from './burst'
import { type Episode, episodesOf } from './episode'
import { exitAdvice, exitMeaning } from './exit-code'
import { type Ranked, rank } from './rank'
import { type Circumstances, Scene } from './scene'
import type { Case, Sight } from './tool'
import { plain } from './tools/plain'

const MOST_ALTERNATIVES = 3
/** Candidates within so many points of the best compete with it. */
const CLOSE = 9

/**
 * What a failed step's own lines say about its failure: never more than they do. All failures in it are candidates,
 * the ranking picks one, and the others stay as alternatives.
 */
export function diagnose(lines: readonly EvidenceLine[], circumstances: Circumstances): Finding {
  const whole = new Scene(lines, circumstances)
  const chef = readChefFailure(whole.lines.filter(({ kind }) => kind === 'said'))
  const scene = chef ? new Scene(chef.lines, { ...circumstances, around: whole }) : whole
  const ranked = rank(episodesOf(scene), scene)
  const place = {
    ...(chef?.recipe ? { recipe: chef.recipe } : {}),
    ...(chef?.resource ? { resource: chef.resource } : {}),
  }
  const best = chef && (!ranked[0] || ranked[0].episode.part === 'last') ? undefined : ranked[0]
  if (chef && !best) return { ...chefWithoutWords(chef.said), ...place }
  if (!best) return silent(circumstances.exitCode)
  return { ...found(best, ranked, circumstances), ...place }
}

function found(best: Ranked, ranked: readonly Ranked[], { exitCode }: Circumstances): Finding {
  const { episode } = best
  const others = alternativesOf(best, ranked)
  if (!episode.told || !episode.sight) return { ...unrecognised(episode, exitCode), ...others }
  const sure =
    episode.told.proven === true &&
    episode.part === 'tells' &&
    !hasRival(best, ranked) &&
    !followsUnknown(episode, ranked)
  return {
    ...tell(episode, episode.told, episode.sight),
    sure,
    certainty: sure ? 'sure' : 'likely',
    because: best.because,
    names: [...episode.names].slice(0, 20),
    ...others,
  }
}

/** An open candidate: one that tells something else, and that the best neither explains nor follows from. */
function hasRival(best: Ranked, ranked: readonly Ranked[]): boolean {
  return ranked.some(
    (other) =>
      other !== best &&
      (other.episode.part === 'tells' || other.episode.part === 'says') &&
      other.episode.told?.id !== best.episode.told?.id &&
      other.explainedBy === undefined &&
      other.points > best.points - CLOSE,
  )
}

function alternativesOf(best: Ranked, ranked: readonly Ranked[]): { alternatives?: Alternative[] } {
  const seen = new Set([`${best.episode.told?.id} ${best.episode.line.said}`])
  const alternatives: Alternative[] = []
  for (const { episode } of ranked) {
    if (alternatives.length === MOST_ALTERNATIVES) break
    if (episode === best.episode || saysNothing(episode)) continue
    const key = `${episode.told?.id} ${episode.line.said}`
    if (seen.has(key) || seen.has(episode.line.said)) continue
    seen.add(key)
    seen.add(episode.line.said)
    alternatives.push(asAlternative(episode))
  }
  return alternatives.length > 0 ? { alternatives } : {}
}

/** The last words of a step, or a line that only sums up: no other cause. */
const saysNothing = ({ part, told }: Episode) => part === 'last' || (part === 'closes' && !told)

export function asAlternative(episode: Episode): Alternative {
  if (episode.told && episode.sight) return tell(episode, episode.told, episode.sight)
  const { ruleId, sentence, lines } = unrecognised(episode, undefined)
  return { ruleId, sentence, lines }
}

function tell(episode: Episode, told: Case, sight: Sight) {
  const own = typeof told.advice === 'string' ? fill(told.advice, sight) : told.advice(sight)
  const advice = episode.advises ? `${itsOwn(episode.advises)} ${own}` : own
  const changes = typeof told.change === 'function' ? told.change(sight) : told.change
  return {
    ruleId: told.id,
    kind: episode.kind,
    sentence: named(tidy(typeof told.says === 'string' ? fill(told.says, sight) : told.says(sight)), episode),
    ...(advice ? { advice: tidy(advice) } : {}),
    ...(told.url ? { url: told.url } : {}),
    ...(episode.tool && episode.tool !== plain ? { tool: episode.tool.name } : {}),
    side: told.side,
    buildAgain: told.again,
    ...(changes && changes.length > 0 ? { changes } : {}),
    lines: episode.quoted.map(quote),
  }
}

const itsOwn = (advises: string) => `The message itself says: ${advises.replace(/[.!:\s]{1,9}$/, '')}.`

/** A general sentence that names nothing of what was said is followed by it: a list shows no more than the sentence. */
function named(sentence: string, { told, line, names }: Episode): string {
  const lower = sentence.toLowerCase()
  if (told?.proven || names.some((name) => lower.includes(name.toLowerCase()))) return sentence
  return `${sentence.replace(/[.!?]$/, '')}: ${bare(line.said)}.`
}

const bare = (said: string) => said.replace(/[.!\s]{1,9}$/, '').slice(0, 180)

const fill = (text: string, sight: Sight) => text.replaceAll('$1', () => sight.name())

/** A name that the line did not hold leaves no empty brackets and double blanks behind. */
const tidy = (text: string) =>
  text
    .replace(/ \(\)|: ?(?=\.$)/g, '')
    .replace(/ ([.,])(?= |$)/g, '$1')
    .replace(/ {2,}/g, ' ')
    .replace(/([.!?])\.$/, '$1')

function quote({ text, quoted, at, line }: EvidenceLine): QuotedLine {
  const whole = (quoted ?? text).trim()
  return { text: whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1)}…` : whole, at, line }
}

const KEEP_INSTANCE =
  'To look at the instance itself, build once with DevSettings/TerminateInstanceOnFailure: false.'

function unrecognised(episode: Episode, exitCode: number | undefined): Finding {
  const { line, part } = episode
  const said = line.said.length > 200 ? `${line.said.slice(0, 199)}…` : line.said
  const words = part !== 'last'
  return {
    ruleId: words ? 'last-error-line' : 'last-line',
    sentence:
      !words && exitMeaning(exitCode)
        ? `${exitMeaning(exitCode)?.says} The step’s last words: ${said}`
        : words
          ? `Not recognised. The last error in the step: ${said}`
          : `No error is recognised in the step. Its last words: ${said}`,
    advice: [
      episode.advises ? itsOwn(episode.advises) : '',
      exitAdvice(exitCode),
      'Read the lines before it.',
      KEEP_INSTANCE,
    ]
      .filter(Boolean)
      .join(' '),
    sure: false,
    certainty: 'unrecognised',
    kind: episode.kind,
    names: [...episode.names].slice(0, 20),
    lines: episode.quoted.map(quote),
  }
}

function chefWithoutWords(line: EvidenceLine): Finding {
  return {
    ruleId: 'chef',
    sentence: `Chef failed: ${line.text.trim().slice(0, 300)}`,
    advice: `The command wrote nothing that explains it. ${KEEP_INSTANCE} Its log is in /var/log/chef or /etc/chef.`,
    tool: 'Chef and Cinc',
    sure: false,
    certainty: 'unrecognised',
    lines: [quote(line)],
  }
}

function silent(exitCode: number | undefined): Finding {
  return {
    ruleId: 'silent',
    sentence: exitMeaning(exitCode)?.says ?? 'The step wrote nothing before it failed.',
    advice: [
      exitMeaning(exitCode)?.advice,
      'Add `set -x` to the script to see which command fails.',
      KEEP_INSTANCE,
    ]
      .filter(Boolean)
      .join(' '),
    sure: false,
    certainty: 'unrecognised',
    lines: [],
  }
}
