import { signatureOf } from './compare'
import type { Outline } from './outline-schema'
import { stepsOf } from './step-at'

export interface Progress {
  step: string
  component: string
  stepKey: string
  /** Milliseconds the current step has run, by AWS's clock of its first line. */
  elapsed: number
  /** Median of the same step in earlier good builds, milliseconds; undefined when there is none. */
  usual: number | undefined
  /** Milliseconds since the log's last line. Logs come in batches, so minutes of it mean nothing by themselves. */
  silence: number
  /** Steps that have ended. */
  done: number
  /** Steps of the most recent earlier build, when one is known. */
  usualSteps: number | undefined
  /** Milliseconds until the end if the rest takes as long as it usually does. */
  remaining: number | undefined
}

/** Where a running build is at `now`; undefined before its first step. `earlier`: good builds, newest first. */
export function progressOf(outline: Outline, earlier: readonly Outline[], now: number): Progress | undefined {
  const steps = [...stepsOf(outline)]
  const current = steps.at(-1)
  if (!current || outline.lastTimestamp === undefined) return undefined
  const signature = signatureOf(current.document.name, current.phase.name, current.step.name)
  const usual = median(earlier.flatMap((build) => durationsOf(build, signature)))
  const elapsed = Math.max(0, now - current.step.start)
  const last = earlier[0]
  return {
    step: current.step.name ?? '',
    component: current.document.name,
    stepKey: current.step.key,
    elapsed,
    usual,
    silence: Math.max(0, now - outline.lastTimestamp),
    done: steps.filter(({ step }) => step.state !== 'running').length,
    usualSteps: last ? [...stepsOf(last)].length : undefined,
    remaining: last ? remainingOf(last, signature, elapsed) : undefined,
  }
}

function durationsOf(outline: Outline, signature: string): number[] {
  return [...stepsOf(outline)]
    .filter(
      ({ document, phase, step }) =>
        step.state === 'good' && signatureOf(document.name, phase.name, step.name) === signature,
    )
    .map(({ step }) => step.end - step.start)
}

function remainingOf(last: Outline, signature: string, elapsed: number): number | undefined {
  const twin = [...stepsOf(last)].find(
    ({ document, phase, step }) => signatureOf(document.name, phase.name, step.name) === signature,
  )
  if (!twin || last.lastTimestamp === undefined) return undefined
  return Math.max(0, last.lastTimestamp - twin.step.start - elapsed)
}

function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
