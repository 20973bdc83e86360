import type { Outline, OutlineStep } from '../outline-schema'
import { type PlacedStep, stepsOf } from '../step-at'
import { allTools } from './tools'

type Omen = NonNullable<OutlineStep['omens']>[number]

const BREAKS = new Set(
  allTools.flatMap(({ failures }) =>
    failures.flatMap(({ cases }) => cases.filter(({ breaks }) => breaks).map(({ id }) => id)),
  ),
)

/** What passed in a good build and leaves its image broken, where the log proves it. */
export function greenButBroken(outline: Outline): { placed: PlacedStep; omen: Omen } | undefined {
  for (const placed of stepsOf(outline)) {
    const omen = placed.step.state === 'good' && placed.step.omens?.find(({ ruleId }) => BREAKS.has(ruleId))
    if (omen) return { placed, omen }
  }
  return undefined
}
