import { isClosing, isVague } from './closing'
import type { Episode } from './episode'
import { namesIn } from './kinds'
import type { Line } from './line'
import { isAdvice, messageOf } from './message'
import { isOwnWords } from './part-of'
import { type Recognised, recognise } from './recognise'
import type { Scene } from './scene'
import { Sight } from './tool'

/** What a tool's file makes of a line that it knows: its reason, its case, what is quoted beside it. */
export function toolEpisode(
  scene: Scene,
  line: Line,
  { tool, failure, match }: Recognised,
): Episode | undefined {
  if (scene.isDiff(line) || (failure.latent && !scene.passed)) return undefined
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

/** An attempt that is made again closes nothing and tells nothing. */
const isRetried = (said: string): boolean =>
  /\bre-?try(?:ing)?(?: (?:in|after) \d{1,9} ?\w{0,9})?\W{0,9}$/i.test(said)
