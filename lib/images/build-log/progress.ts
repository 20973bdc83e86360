import { signatureOf } from './compare'
import type { Outline } from './outline-schema'
import { type Stage, stageOf } from './stage'
import { endedSteps, stepsOf } from './step-at'

export interface Progress {
  step: string
  component: string
  stepKey: string
  /** What Image Builder does now that the step has ended: the AMI, its test, its distribution. */
  stage?: Stage
  /** How the step goes beside earlier builds: `slow` at half as long again and a minute more. Absent without any. */
  verdict?: 'normal' | 'slow' | 'stuck'
  /** Milliseconds since the log's first line. */
  running: number
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
  const stage = stageOf(outline)
  const silence = Math.max(0, now - outline.lastTimestamp)
  return {
    ...(stage ? { stage } : {}),
    ...(usual === undefined || stage ? {} : { verdict: verdictOf(elapsed, usual, silence) }),
    step: current.step.name ?? '',
    component: current.document.name,
    stepKey: current.step.key,
    running: Math.max(0, now - (outline.firstTimestamp ?? current.step.start)),
    elapsed,
    usual,
    silence,
    done: endedSteps(outline),
    usualSteps: last ? [...stepsOf(last)].length : undefined,
    remaining: last ? remainingOf(last, signature, elapsed) : undefined,
  }
}

const MINUTE = 60_000

/** Logs come in batches, so only a long silence in a step that takes far too long speaks for one that hangs. */
function verdictOf(elapsed: number, usual: number, silence: number): 'normal' | 'slow' | 'stuck' {
  if (elapsed > usual * 3 + 10 * MINUTE && silence > 20 * MINUTE) return 'stuck'
  return elapsed > usual * 1.5 + MINUTE ? 'slow' : 'normal'
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
