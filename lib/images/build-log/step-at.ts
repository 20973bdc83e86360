import type { Outline, OutlineDocument, OutlinePhase, OutlineRun, OutlineStep } from './outline-schema'

/** A step and where it stands. */
export interface PlacedStep {
  run: OutlineRun
  document: OutlineDocument
  phase: OutlinePhase
  step: OutlineStep
}

/** Every step in the log's order. */
export function* stepsOf(outline: Pick<Outline, 'runs'>): Generator<PlacedStep> {
  for (const run of outline.runs)
    for (const document of run.documents)
      for (const phase of document.phases)
        for (const step of phase.steps) yield { run, document, phase, step }
}

type Anchor = { timestamp: number; ordinal: number }

export const isBefore = (a: Anchor, b: Anchor): boolean =>
  a.timestamp < b.timestamp || (a.timestamp === b.timestamp && a.ordinal < b.ordinal)

/** The last step that had begun at an event; undefined before the first one. */
export function stepAt(outline: Pick<Outline, 'runs'>, anchor: Anchor): OutlineStep | undefined {
  let found: OutlineStep | undefined
  for (const { step } of stepsOf(outline)) {
    if (isBefore(anchor, step.at)) break
    found = step
  }
  return found
}

export function stepByKey(outline: Outline, key: string | undefined): PlacedStep | undefined {
  if (key === undefined) return undefined
  for (const placed of stepsOf(outline)) if (placed.step.key === key) return placed
  return undefined
}

/** How many of a build's steps are over, however they ended. */
export const endedSteps = (outline: Pick<Outline, 'runs'>): number =>
  [...stepsOf(outline)].filter(({ step }) => step.state !== 'running').length
