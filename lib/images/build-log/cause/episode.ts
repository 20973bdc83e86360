import { mayHaveErrorWord } from '../error-scan'
import { isProgress } from './closing'
import { isFrame } from './frame'
import type { Line } from './line'
import { partOf } from './part-of'
import { plainEpisode } from './plain-episode'
import { isNoise, type Recognised, recognise } from './recognise'
import type { Scene } from './scene'
import { silentEpisode } from './silent-episode'
import type { Case, Failure, Kind, Sight, Tool } from './tool'
import { toolEpisode } from './tool-episode'

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

function read(scene: Scene, line: Line, known: Map<string, Recognised | null>): Episode | undefined {
  if (isNoise(line.said) || isFrame(line.said)) return undefined
  let recognised = known.get(line.said)
  if (recognised === undefined) {
    recognised = recognise(line.said)
    known.set(line.said, recognised)
  }
  if (recognised) return toolEpisode(scene, line, recognised)
  if (isProgress(line.said) || scene.isDiff(line)) return undefined
  const part = partOf(scene, line)
  return part && plainEpisode(scene, line, part)
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
