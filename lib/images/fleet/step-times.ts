import type { Outline } from '../build-log/outline-schema'
import { stepsOf } from '../build-log/step-at'
import type { BuildSteps, StepTook } from './family-builds'

/** What is shorter takes nobody's time. */
const leastMs = 1_000
const mostSteps = 60

/** How long each of a build's steps took, the longest first: steps of one name in one component together. */
export function stepTimes(logStreamName: string, outline: Outline): BuildSteps {
  const steps = new Map<string, StepTook>()
  for (const { document, step } of stepsOf(outline)) {
    if (step.name === undefined) continue
    const key = `${document.name} ${step.name}`
    const known = steps.get(key) ?? { component: document.name, name: step.name, took: 0 }
    steps.set(key, { ...known, took: known.took + step.end - step.start })
  }
  return {
    logStreamName,
    ...(outline.outcome !== 'running' && { outcome: outline.outcome }),
    took: (outline.lastTimestamp ?? 0) - (outline.firstTimestamp ?? 0),
    steps: [...steps.values()]
      .filter(({ took }) => took >= leastMs)
      .sort((a, b) => b.took - a.took)
      .slice(0, mostSteps),
  }
}
