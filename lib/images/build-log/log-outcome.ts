import type { LogOutcome, Outline, OutlineRun, OutlineStep } from './outline-schema'
import { stepsOf } from './step-at'

const MOST_ERRORS = 200

/**
 * How the log's build went, and which step decides it. The last run that says how it ended decides: an earlier
 * run's failure that a later run made good is history, and so is a failed step that was tried again.
 */
export function logOutcome(
  runs: OutlineRun[],
  failblock: Outline['failblock'],
  workflowFailed = false,
): Pick<Outline, 'outcome' | 'failedStepKey' | 'errors'> {
  for (const run of runs) markRetried(run)
  markResumed(runs)
  const last = runs.at(-1)
  const failed = failedStep(last) ?? (workflowFailed ? unfinishedStep(last) : undefined)
  const hidden = [...stepsOf({ runs })].find(({ step }) => step.state === 'good' && hidesFailure(step))?.step
  const outcome: LogOutcome =
    last?.result === 'success' && !workflowFailed
      ? hidden
        ? 'warning'
        : 'ok'
      : failed || last?.result === 'failure' || failblock || workflowFailed
        ? 'failed'
        : hidden
          ? 'warning'
          : 'running'
  const step = outcome === 'failed' ? failed : outcome === 'warning' ? hidden : undefined
  return {
    outcome,
    ...(step ? { failedStepKey: step.key } : {}),
    errors: (step?.errors ?? [])
      .flatMap(({ at, line = 0 }) => (at ? [{ ...at, line }] : []))
      .slice(-MOST_ERRORS),
  }
}

/** Chef failed in it, and did not try again with success. */
const hidesFailure = (step: OutlineStep) => step.chef?.at(-1)?.outcome === 'failed'

function markRetried(run: OutlineRun): void {
  for (const document of run.documents)
    for (const phase of document.phases)
      for (const [index, step] of phase.steps.entries())
        if (step.state === 'failed' && phase.steps[index + 1]?.name === step.name && step.name)
          step.state = 'retried'
}

/** The step during which Image Builder itself gave up. */
function unfinishedStep(run: OutlineRun | undefined): OutlineStep | undefined {
  const last = run && [...stepsOf({ runs: [run] })].at(-1)?.step
  return last?.state === 'running' || last?.state === 'interrupted' ? last : undefined
}

/** A step that its own reboot cut off, and that a later run went on with, has not failed. */
function markResumed(runs: readonly OutlineRun[]): void {
  for (const [index, run] of runs.slice(0, -1).entries()) {
    const last = [...stepsOf({ runs: [run] })].at(-1)
    const next = runs[index + 1]
    if (last?.step.state !== 'interrupted' || !next) continue
    const resumed = [...stepsOf({ runs: [next] })].some(
      ({ document, step }) => step.name === last.step.name && document.arn === last.document.arn,
    )
    if (resumed) last.step.state = 'reboot'
  }
}

function failedStep(run: OutlineRun | undefined): OutlineStep | undefined {
  if (!run) return undefined
  const steps = [...stepsOf({ runs: [run] })].map(({ step }) => step)
  const failed = steps.find((step) => step.state === 'failed')
  if (failed) return failed
  if (run.result !== 'failure') return undefined
  const last = steps.at(-1)
  return last?.state === 'good' && !hidesFailure(last) ? undefined : last
}
