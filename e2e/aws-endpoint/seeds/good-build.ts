import { addBuild, type ImageState, type Scene } from './add-build'
import { type BuildFacts, type BuildInput, buildFacts, versionAtLeast } from './build-facts'
import { BuildLog } from './build-log'
import { writeGoodBuild } from './build-stages'
import { imageStartOf } from './stack-history'

type Extras = {
  deletion?: 'complete' | 'failed'
  keepAmi?: boolean
  keepStack?: boolean
  /** Writes the log; an ordinary good one unless told. */
  write?: (log: BuildLog, facts: BuildFacts) => void
}

/** A build that ended well: its AMI there, its stack gone unless the clean-up failed. */
export function addGoodBuild(scene: Scene, input: BuildInput, about: number, extras: Extras = {}): void {
  const { deletion = 'complete', write = writeGoodBuild, ...kept } = extras
  const facts = buildFacts(input)
  // Nobody starts builds at the same second of the hour.
  const startedAt = about - facts.random.int(0, 47 * 60_000)
  const imageStart = imageStartOf(facts, startedAt)
  const log = new BuildLog(imageStart, facts.random, { ofYear2021: !versionAtLeast(facts.version, '3.1.0') })
  write(log, facts)
  const end = { kind: 'complete', at: log.now + 4000, deletion } as const
  const states: ImageState[] = [
    { at: imageStart, status: 'BUILDING' },
    { at: log.now, status: 'AVAILABLE' },
  ]
  addBuild(scene, { facts, startedAt, end, events: log.events, states, ...kept })
}
