import { addBuild, type ImageState, type Scene } from './add-build'
import { type BuildInput, buildFacts } from './build-facts'
import { BuildLog } from './build-log'
import { writeGoodBuild } from './build-stages'
import { imageStartOf } from './stack-history'

const minute = 60_000

/** A build in its last minutes: it ends well `remainingMinutes` from now. */
export function addFinishingBuild(scene: Scene, input: BuildInput, remainingMinutes: number): void {
  // How long it takes depends on what it writes, so write it once to see.
  const facts = buildFacts(input)
  const trial = new BuildLog(imageStartOf(facts, 0), facts.random)
  writeGoodBuild(trial, facts)
  addGoing(scene, input, scene.now + remainingMinutes * minute - trial.now)
}

/** A build whose stack is being created: its log group comes `logInMinutes` from now. */
export function addStartingBuild(
  scene: Scene,
  input: BuildInput,
  startedAt: number,
  logInMinutes: number,
): void {
  addGoing(scene, input, startedAt, scene.now + logInMinutes * minute)
}

function addGoing(scene: Scene, input: BuildInput, startedAt: number, logFrom?: number): void {
  const facts = buildFacts(input)
  const imageStart = imageStartOf(facts, startedAt)
  const log = new BuildLog(Math.max(imageStart, logFrom ?? 0), facts.random)
  writeGoodBuild(log, facts)
  const states: ImageState[] = [{ at: imageStart, status: 'BUILDING' }, ...stateChanges(log)]
  const end = { kind: 'complete', at: log.now + 4000, deletion: 'complete' } as const
  addBuild(scene, { facts, startedAt, end, events: log.events, states })
}

/** Image Builder's status follows the states its log lines tell. */
function stateChanges(log: BuildLog): ImageState[] {
  return log.events.flatMap(({ timestamp, message }) => {
    const status = message.match(/^Image transitioned to (TESTING|DISTRIBUTING|AVAILABLE) state/)?.[1]
    return status === undefined ? [] : [{ at: timestamp, status }]
  })
}
