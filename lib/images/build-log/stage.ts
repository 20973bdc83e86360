import type { Outline } from './outline-schema'
import { isBefore, stepsOf } from './step-at'

/** What Image Builder does while no component's step runs: its own workflow's step. */
export interface Stage {
  /** In plain words: `Creating the AMI`. */
  name: string
  /** Since when, epoch milliseconds. */
  since: number
}

const NAMES: readonly [RegExp, string][] = [
  [/^Started step LaunchBuildInstance/, 'Launching the build instance'],
  [/^Started step ApplyBuildComponents/, 'Starting the components'],
  [/^Started step \w*Inventory/, 'Collecting the inventory'],
  [/^Started step Run(?:Sanitize|SysPrep)/i, 'Cleaning up before the AMI is made'],
  [/^Started step Create\w*(?:AMI|Image)|^Creating image from instance/, 'Creating the AMI'],
  [/^Started step Terminate/, 'Terminating the instance'],
  [/^Started step LaunchTestInstance/, 'Launching the test instance'],
  [/^Started step ApplyTestComponents/, 'Starting the tests'],
  [/^Image transitioned to TESTING/, 'Testing the AMI'],
  [/^Image transitioned to DISTRIBUTING/, 'Distributing the AMI'],
]

/** What runs after the last step has ended, or before the first; undefined while a step runs, or where no line tells. */
export function stageOf(outline: Outline): Stage | undefined {
  const last = [...stepsOf(outline)].at(-1)?.step
  if (last?.state === 'running') return undefined
  for (const { text, at } of outline.workflow.toReversed()) {
    if (last && isBefore(at, last.at)) return undefined
    const name = NAMES.find(([pattern]) => pattern.test(text))?.[1]
    if (name) return { name, since: at.timestamp }
  }
  return undefined
}
