import type { Outline, OutlineStep } from './outline-schema'
import { stepsOf } from './step-at'

export interface StepTime {
  key: string
  name: string
  component: string
  state: OutlineStep['state']
  at: OutlineStep['at']
  /** Milliseconds. */
  took: number
}

export interface StepTimes {
  /** In the log's order. */
  longest: StepTime[]
  /** How many others there are, and what they took together, in milliseconds. */
  others: number
  othersTook: number
}

/** A step shorter than this is nothing to wait for. */
const leastMs = 1_000

/** Where a build's time went: its `most` longest steps, and the rest of them together. */
export function longestSteps(outline: Pick<Outline, 'runs'>, most: number): StepTimes {
  const times = [...stepsOf(outline)].flatMap(({ document, step }): StepTime[] => {
    const { key, name, state, at, start, end } = step
    return name === undefined ? [] : [{ key, name, component: document.name, state, at, took: end - start }]
  })
  const longest = new Set(
    times
      .filter(({ took, state }) => took >= leastMs || state === 'failed')
      // The one that failed is told however short it was.
      .sort((a, b) => Number(b.state === 'failed') - Number(a.state === 'failed') || b.took - a.took)
      .slice(0, most),
  )
  const rest = times.filter((time) => !longest.has(time))
  return {
    longest: times.filter((time) => longest.has(time)),
    others: rest.length,
    othersTook: rest.reduce((sum, { took }) => sum + took, 0),
  }
}
