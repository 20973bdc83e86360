import { normalise } from './normalise'
import type { Outline, OutlineStep, QuotedLine } from './outline-schema'
import { stepsOf } from './step-at'

export interface SlowerStep {
  key: string
  name: string
  /** Milliseconds, here and in the good build. */
  here: number
  there: number
}

export interface Comparison {
  /** Steps that took at least half as long again and 30 s more, slowest first. */
  slower: SlowerStep[]
  /** The first step, in order, that is not as in the good build; undefined when all are. */
  firstDifference:
    | {
        key: string
        name: string
        how: 'failed' | 'onlyHere' | 'missingHere' | 'exitCode'
        there?: number
        here?: number
      }
    | undefined
  /** Error-like lines of steps that the good build's same step does not have. */
  errorsOnlyHere: { step: string; key: string; line: QuotedLine }[]
}

/** Differences of a build from a good one. Times, ids and temp paths do not count. */
export function compareBuilds(here: Outline, good: Outline): Comparison {
  const theirs = bySignature(good)
  const comparison: Comparison = { slower: [], firstDifference: undefined, errorsOnlyHere: [] }
  for (const [signature, step] of bySignature(here)) {
    const twin = theirs.get(signature)
    const name = step.name ?? ''
    if (!twin) {
      comparison.firstDifference ??= { key: step.key, name, how: 'onlyHere' }
    } else {
      comparison.firstDifference ??= difference(step, twin)
      const took = step.end - step.start
      const usual = twin.end - twin.start
      if (step.state !== 'running' && took > usual * 1.5 && took - usual > 30_000)
        comparison.slower.push({ key: step.key, name, here: took, there: usual })
    }
    const known = new Set(twin?.errors.map(({ text }) => normalise(text)))
    for (const line of step.errors)
      if (!known.has(normalise(line.text)))
        comparison.errorsOnlyHere.push({ step: name, key: step.key, line })
  }
  comparison.slower.sort((a, b) => b.here - b.there - (a.here - a.there))
  return comparison
}

function difference(step: OutlineStep, twin: OutlineStep): Comparison['firstDifference'] {
  const place = { key: step.key, name: step.name ?? '' }
  if (step.state === 'failed' || step.state === 'interrupted') return { ...place, how: 'failed' }
  if (step.state !== 'running' && step.exitCode !== undefined && step.exitCode !== twin.exitCode)
    return {
      ...place,
      how: 'exitCode',
      here: step.exitCode,
      ...(twin.exitCode === undefined ? {} : { there: twin.exitCode }),
    }
  return undefined
}

/** Steps by where they stand, without what is new in every build: component, phase, name, occurrence. */
function bySignature(outline: Outline): Map<string, OutlineStep> {
  const steps = new Map<string, OutlineStep>()
  const seen = new Map<string, number>()
  for (const { document, phase, step } of stepsOf(outline)) {
    const place = signatureOf(document.name, phase.name, step.name)
    const occurrence = seen.get(place) ?? 0
    seen.set(place, occurrence + 1)
    steps.set(`${place}|${occurrence}`, step)
  }
  return steps
}

export const signatureOf = (document: string, phase: string | undefined, step: string | undefined): string =>
  `${document}|${phase ?? ''}|${step ?? ''}`
