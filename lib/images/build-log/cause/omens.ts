import type { EvidenceLine } from '../evidence'
import type { OutlineStep } from '../outline-schema'
import { asAlternative } from './diagnose'
import { episodesOf } from './episode'
import type { Circumstances } from './scene'
import { Scene } from './scene'
import type { Kind } from './tool'

type Omen = NonNullable<OutlineStep['omens']>[number]

const MOST = 8
/** Failures that a step can pass with, and a later one fail of. */
const LEAVES_A_GAP: ReadonlySet<Kind> = new Set<Kind>([
  'archive',
  'compile',
  'credentials',
  'disk',
  'download',
  'driver',
  'lock',
  'network',
  'package',
  'package-script',
  'repository',
  'vcs',
  'language',
  'command',
  'config',
  'file',
  'permission',
  'restart',
  'script',
  'service',
  'module',
])

/** What failed in a step that passed, and may explain the failure of a later one. The last of each kind. */
export function omensOf(lines: readonly EvidenceLine[], circumstances: Circumstances): Omen[] {
  const scene = new Scene(lines, { ...circumstances, passed: true })
  const all = episodesOf(scene)
  const told = all.filter(
    ({ part, kind, failure }) =>
      (part === 'tells' || (part === 'says' && failure !== undefined)) &&
      LEAVES_A_GAP.has(kind) &&
      !failure?.minor,
  )
  const seen = new Set<string>()
  const omens: Omen[] = []
  for (const episode of told) {
    if (omens.length === MOST) break
    const key = episode.failure?.latent ? episode.line.said : (episode.told?.id ?? '')
    if (seen.has(key)) continue
    seen.add(key)
    // What the tool gave up on because of it is what a later step misses.
    const own = episode.failure?.latent ? [episode] : all.filter(({ tool }) => tool === episode.tool)
    const names = new Set(own.flatMap((other) => other.names))
    omens.push({ ...asAlternative(episode), kind: episode.kind, names: [...names].slice(0, 60) })
  }
  return omens
}
