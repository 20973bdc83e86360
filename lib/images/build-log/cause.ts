import { z } from 'zod'
import type { FailureContext } from '../failure-context'
import type { StackEvent } from '../schemas'
import { stackOutcome } from '../stack-events/outcome'
import { unwrapReason } from '../stack-events/reason'
import { likelyRootCause } from '../stack-events/root-cause'
import { greenButBroken } from './cause/green-but-broken'
import { lookBack } from './cause/look-back'
import { componentName } from './component-name'
import { type Finding, finding, type Outline } from './outline-schema'
import { reasonFinding } from './stack-reason'
import { type PlacedStep, stepByKey, stepsOf } from './step-at'
import { workflowFinding } from './workflow-failure'

export const cause = finding.extend({
  /** `log`: read in the build's log. `stack`: only CloudFormation and Image Builder tell. */
  source: z.enum(['log', 'stack']),
  componentArn: z.string().optional(),
  component: z.string().optional(),
  phase: z.string().optional(),
  /** The step that failed (of a warning: the good step that hides the failure). */
  step: z.string().optional(),
  stepKey: z.string().optional(),
  exitCode: z.number().optional(),
  /** Where the root cause lies, when that is another step than the one that failed. */
  causeStep: z.string().optional(),
  causeStepKey: z.string().optional(),
  /** Image Builder's own sentence, unwrapped from CloudFormation's. */
  stackReason: z.string().optional(),
  /** The last error-like lines of the failed step, when nothing is sure. */
  nearby: z.array(finding.shape.lines.element),
})
export type Cause = z.infer<typeof cause>

export const buildOutcome = z.enum(['ok', 'failed', 'warning', 'running', 'cancelled', 'cleanupFailed'])
export type BuildOutcome = z.infer<typeof buildOutcome>

/** What is to be said about a build: its likely cause, or why there is none. */
export const explanation = z.object({
  outcome: buildOutcome,
  cause: cause.nullable(),
  /** Why there is no cause, or of a clean-up that failed, AWS's reason. */
  reason: z.string().optional(),
  /** A good build with a step that hid a failed Chef run, or that leaves its image broken. */
  warning: cause.optional(),
})
export type Explanation = z.infer<typeof explanation>

/** What is known of a build. Each part may be missing: no log yet, stack gone, no description. */
export interface BuildEvidence {
  outline?: Outline | undefined
  stackEvents?: readonly StackEvent[] | undefined
  failureContext?: FailureContext | undefined
  /** Whether some of it is there, but could not be read. */
  partly?: boolean
  image?:
    | {
        imageBuildStatus?: string | undefined
        imagebuilderImageStatus?: string | undefined
        imagebuilderImageStatusReason?: string | undefined
        cloudformationStackStatus?: string | undefined
        cloudformationStackStatusReason?: string | undefined
        ec2AmiInfo?: object | undefined
      }
    | undefined
}

/**
 * Joins the log, the stack's events and the image's state. What AWS says about the whole build decides whether it
 * failed; the log says why. Never a cause on a good, a running or a cancelled build.
 */
export function explainBuild(evidence: BuildEvidence): Explanation {
  const outcome = outcomeOf(evidence)
  const stackReason = reasonOf(evidence)
  switch (outcome) {
    case 'failed':
      return { outcome, cause: causeOf(evidence, stackReason) }
    case 'warning':
    case 'ok':
    case 'cleanupFailed':
      return withWarning(evidence, outcome, stackReason)
    case 'cancelled':
      return { outcome, cause: null, reason: stackReason ?? 'The build was cancelled.' }
    case 'running':
      return { outcome, cause: null, reason: whileRunning(evidence) }
  }
}

/** A failed step may be tried again, and the rest of the build take minutes to notice. */
function whileRunning({ outline }: BuildEvidence): string {
  const failed = outline?.outcome === 'failed' ? stepByKey(outline, outline.failedStepKey)?.step : undefined
  if (!failed) return 'The build has not ended: nothing has failed so far.'
  const code = failed.exitCode === undefined ? '' : ` with exit code ${failed.exitCode}`
  return `The build has not ended, though its step ${failed.name ?? 'without a name'} failed${code}.`
}

function withWarning(evidence: BuildEvidence, outcome: BuildOutcome, stackReason?: string): Explanation {
  const { outline } = evidence
  const placed = outline?.outcome === 'warning' ? stepByKey(outline, outline.failedStepKey) : undefined
  const hidden = placed?.step.finding ? stepCause(placed, placed.step.finding) : undefined
  const broken = hidden || !outline || outcome === 'cleanupFailed' ? undefined : greenButBroken(outline)
  const warning = hidden ?? (broken && brokenCause(broken))
  const reason =
    outcome === 'cleanupFailed'
      ? `The image is available; cleaning up its stack failed. ${stackReason ?? ''}`.trim()
      : hidden
        ? 'The build succeeded, but one of its steps passed although its Chef run failed.'
        : 'The build did not fail.'
  return {
    outcome: hidden && outcome === 'ok' ? 'warning' : outcome,
    cause: null,
    reason,
    ...(warning ? { warning } : {}),
  }
}

function brokenCause({ placed, omen }: NonNullable<ReturnType<typeof greenButBroken>>): Cause {
  const { names: _names, ...told } = omen
  return stepCause(placed, { ...told, sure: false, certainty: 'likely' })
}

/** AWS's word on the whole build first; the log's where AWS has none. */
function outcomeOf({ outline, stackEvents, image }: BuildEvidence): BuildOutcome {
  const fromLog = outline?.outcome
  if (
    image?.ec2AmiInfo ||
    image?.imagebuilderImageStatus === 'AVAILABLE' ||
    image?.imageBuildStatus === 'BUILD_COMPLETE'
  ) {
    const cleanupFailed =
      image.cloudformationStackStatus === 'DELETE_FAILED' ||
      (stackEvents !== undefined && stackEvents.length > 0 && stackOutcome(stackEvents) === 'cleanupFailed')
    return cleanupFailed ? 'cleanupFailed' : fromLog === 'warning' ? 'warning' : 'ok'
  }
  if (image?.imagebuilderImageStatus === 'CANCELLED') return 'cancelled'
  const fromStack = stackEvents && stackEvents.length > 0 ? stackOutcome(stackEvents) : undefined
  if (fromStack === 'cancelled' || fromStack === 'cleanupFailed' || fromStack === 'failed') return fromStack
  if (image?.imageBuildStatus === 'BUILD_FAILED' || image?.imagebuilderImageStatus === 'FAILED')
    return 'failed'
  if (image?.imageBuildStatus === 'BUILD_IN_PROGRESS' || fromStack === 'running') return 'running'
  if (fromLog === 'failed') return 'failed'
  if (fromStack === 'ok') return fromLog === 'warning' ? 'warning' : 'ok'
  return fromLog ?? 'running'
}

function reasonOf({ stackEvents, image }: BuildEvidence): string | undefined {
  const event = stackEvents && likelyRootCause(stackEvents)
  const raw =
    event?.resourceStatusReason ??
    image?.imagebuilderImageStatusReason ??
    image?.cloudformationStackStatusReason
  return raw ? unwrapReason(raw).sentence : undefined
}

function causeOf(evidence: BuildEvidence, stackReason: string | undefined): Cause {
  const { outline } = evidence
  const reason = stackReason ? { stackReason } : {}
  const told = evidence.failureContext && contextCause(evidence.failureContext)
  const placed =
    outline &&
    (toldStep(outline, evidence.failureContext) ??
      stepByKey(outline, outline.failedStepKey) ??
      stoppedStep(outline))
  const fromStack = stackReason ? reasonFinding(stackReason, outline !== undefined) : undefined
  const workflow =
    outline?.workflowFailure && (!placed || hasStopped(placed))
      ? workflowFinding(outline.workflowFailure, placed?.step.name)
      : undefined
  if (outline && placed && !hasStopped(placed)) return { ...withLookBack(outline, placed), ...reason }
  if (outline?.failblock?.finding) return { ...failblockCause(outline.failblock), ...reason }
  // A log that stops short of its end says less than Image Builder, unless both mean the same step.
  if (outline && placed && told?.step !== undefined && told.step === placed.step.name)
    return { ...told, ...stepCause(placed, placed.step.finding ?? told), ...reason }
  if (
    workflow &&
    workflow.certainty !== 'unrecognised' &&
    !(fromStack && fromStack.certainty !== 'unrecognised') &&
    !told?.step
  )
    return {
      ...(placed ? stepCause(placed, workflow) : { ...workflow, source: 'log' as const }),
      nearby: workflowErrors(outline),
      ...reason,
    }
  if (outline && placed && !told?.step) return { ...stoppedCause(placed, fromStack), ...reason }
  if (told) return { ...told, ...reason }
  if (workflow && (!fromStack || fromStack.certainty === 'unrecognised'))
    return { ...workflow, source: 'log', nearby: workflowErrors(outline), ...reason }
  if (fromStack)
    return {
      ...fromStack,
      source: 'stack',
      nearby: workflowErrors(outline),
      ...reason,
      ...componentOf(stackReason),
    }
  return {
    ruleId: 'no-evidence',
    sentence: evidence.partly
      ? 'What could be read does not say why the build failed.'
      : 'Neither the log nor the stack says why the build failed.',
    sure: false,
    certainty: 'unrecognised',
    lines: [],
    source: outline ? 'log' : 'stack',
    nearby: workflowErrors(outline),
  }
}

/** A red step may owe its failure to an earlier green one. */
function withLookBack(outline: Outline, placed: PlacedStep): Cause {
  const own = placed.step.finding ?? nothingSaid
  const found = lookBack(outline, placed, own)
  if (!found) return stepCause(placed, own)
  if (!found.placed) return stepCause(placed, found.finding)
  return {
    ...stepCause(placed, found.finding),
    ...(found.placed.step.name ? { causeStep: found.placed.step.name } : {}),
    causeStepKey: found.placed.step.key,
    nearby: [],
  }
}

function stepCause({ document, phase, step }: PlacedStep, found: Finding): Cause {
  return {
    ...found,
    source: 'log',
    ...(document.arn ? { componentArn: document.arn, component: document.name } : {}),
    ...(phase.name ? { phase: phase.name } : {}),
    ...(step.name ? { step: step.name } : {}),
    stepKey: step.key,
    ...(step.exitCode === undefined ? {} : { exitCode: step.exitCode }),
    nearby: found.sure ? [] : step.errors.slice(-5),
  }
}

function failblockCause(block: NonNullable<Outline['failblock']>): Cause {
  const found = block.finding as Finding
  return {
    ...found,
    source: 'log',
    ...(block.componentArn
      ? { componentArn: block.componentArn, component: componentName(block.componentArn) }
      : {}),
    ...(block.phase ? { phase: block.phase } : {}),
    ...(block.step ? { step: block.step } : {}),
    nearby: [],
  }
}

/** Image Builder's own account: it knows the step, and how it ended, but seldom why. */
function contextCause(context: FailureContext): Cause | undefined {
  const { componentFailure, distributionFailure } = context
  if (componentFailure?.stepName) {
    const { componentArn, phaseName, stepName, errorMessage } = componentFailure
    const code = /exit status (-?\d+)/.exec(errorMessage ?? '')?.[1]
    return {
      ruleId: 'error-message',
      sentence: 'Image Builder names the failed step and how it ended, but not why.',
      sure: false,
      certainty: 'unrecognised',
      lines: errorMessage ? [{ text: errorMessage }] : [],
      source: 'stack',
      nearby: [],
      step: stepName,
      ...(componentArn ? { componentArn, component: componentName(componentArn) } : {}),
      ...(phaseName ? { phase: phaseName } : {}),
      ...(code ? { exitCode: Number(code) } : {}),
    }
  }
  if (!distributionFailure?.errorMessage) return undefined
  const found = reasonFinding(distributionFailure.errorMessage)
  return {
    ...(found.certainty === 'unrecognised' ? { ...found, ...notDistributed } : found),
    source: 'stack',
    nearby: [],
  }
}

/** The step Image Builder names, where the log shows it failing. */
function toldStep(outline: Outline, context: FailureContext | undefined): PlacedStep | undefined {
  const failure = context?.componentFailure
  if (!failure?.stepName) return undefined
  return [...stepsOf(outline)].findLast(
    ({ document, phase, step }) =>
      step.state === 'failed' &&
      step.name === failure.stepName &&
      (!failure.phaseName || !phase.name || phase.name === failure.phaseName) &&
      (!failure.componentArn || !document.arn || document.arn === failure.componentArn),
  )
}

/** The step in which the log stops though the build is over: the instance was lost, or stopped from outside. */
function stoppedStep(outline: Outline): PlacedStep | undefined {
  const last = [...stepsOf(outline)].at(-1)
  return last && hasStopped(last) ? last : undefined
}

const hasStopped = ({ step: { state } }: PlacedStep) =>
  state === 'running' || state === 'interrupted' || state === 'reboot'

function stoppedCause(placed: PlacedStep, fromStack: Finding | undefined): Cause {
  const nearby = placed.step.errors.slice(-5)
  if (fromStack && fromStack.certainty !== 'unrecognised')
    return { ...stepCause(placed, fromStack), source: 'stack', nearby }
  const stops = placed.step.state === 'reboot' ? 'ends with the reboot of' : 'stops inside'
  const sentence = `The log ${stops} ${placed.step.name ?? 'a step'}: the instance was lost, the build was stopped from outside, or the rest of its log has not arrived.`
  return {
    ...stepCause(placed, placed.step.finding ?? nothingSaid),
    ruleId: 'log-stops',
    sentence,
    sure: false,
    certainty: 'unrecognised',
    nearby,
  }
}

const notDistributed = {
  ruleId: 'distribution',
  sentence: 'The image was built, but could not be copied, shared or put into use.',
}

const nothingSaid: Finding = {
  ruleId: 'silent',
  sentence: 'The step said nothing that explains its failure.',
  sure: false,
  certainty: 'unrecognised',
  lines: [],
}

function componentOf(reason: string | undefined): Partial<Cause> {
  const componentArn = reason ? unwrapReason(reason).componentArn : undefined
  return componentArn ? { componentArn, component: componentName(componentArn) } : {}
}

const workflowErrors = (outline: Outline | undefined): Cause['nearby'] =>
  (outline?.workflow ?? [])
    .filter(({ text }) => /fail|error|denied|timed out|insufficient|unable/i.test(text))
    .slice(-5)
    .map(({ text, at }) => ({ text, at }))
