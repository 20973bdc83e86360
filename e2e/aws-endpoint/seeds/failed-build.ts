import { addBuild, type ImageState, type Scene } from './add-build'
import { type BuildFacts, type BuildInput, buildFacts, componentArn, versionAtLeast } from './build-facts'
import { BuildLog } from './build-log'
import { imageStartOf } from './stack-history'
import { failWorkflow } from './workflow'

/** What Image Builder tells of a failure: its own words, or the component and step it stopped at. */
export type Failure =
  | { reason: string; failedStep: string; status?: 'CANCELLED' }
  | { component: string | undefined; stepName: string; errorMessage: string }

type Extras = { deletedAt?: number }

/** A build that failed: `write` writes its log up to the end and tells how it failed. */
export function addFailedBuild(
  scene: Scene,
  input: BuildInput,
  about: number,
  write: (log: BuildLog, facts: BuildFacts) => Failure,
  extras: Extras = {},
): void {
  const facts = buildFacts(input)
  // Nobody starts builds at the same second of the hour.
  const startedAt = about - facts.random.int(0, 47 * 60_000)
  const imageStart = imageStartOf(facts, startedAt)
  const log = new BuildLog(imageStart, facts.random)
  const failure = write(log, facts)
  failWorkflow(log, facts)
  const workflowId = `wf-${facts.random.uuid()}`
  const told = failureReason(facts, failure, workflowId)
  const reason =
    `Resource handler returned message: "Error occurred during operation '${told}'." ` +
    `(RequestToken: ${facts.random.uuid()}, HandlerErrorCode: GeneralServiceException)`
  const states: ImageState[] = [
    { at: imageStart, status: 'BUILDING' },
    {
      at: log.now,
      status: ('status' in failure && failure.status) || 'FAILED',
      reason: told,
      failureContext: failureContext(facts, failure, workflowId),
    },
  ]
  const end = { kind: 'failed', at: log.now + 21_000, reason, ...extras } as const
  addBuild(scene, { facts, startedAt, end, events: log.events, states })
}

/** Image Builder changed its sentence in 2023, when it began to run workflows. */
function failureReason(facts: BuildFacts, failure: Failure, workflowId: string): string {
  if ('reason' in failure) return failure.reason
  const documentFailed = `Document ${componentArn(facts, failure.component)} failed!`
  if (versionAtLeast(facts.version, '3.5.1')) {
    return `Workflow Execution ID: '${workflowId}' failed with reason: ${documentFailed}`
  }
  return (
    `SSM execution '${facts.random.uuid()}' failed for image arn: '${facts.imageArn}' with status = 'Failed' ` +
    `in state = 'BUILDING' and failure message = '${documentFailed}'`
  )
}

function failureContext(
  facts: BuildFacts,
  failure: Failure,
  workflowExecutionId: string,
): Record<string, unknown> {
  const context = {
    imageStatus: 'BUILDING',
    workflowExecutionId,
    workflowArn: `arn:aws:imagebuilder:${facts.region}:aws:workflow/build/build-image/1.0.3/1`,
    stepExecutionId: `step-${facts.random.uuid()}`,
  }
  if ('reason' in failure) return { ...context, failedStep: failure.failedStep }
  return {
    ...context,
    failedStep: 'ApplyBuildComponents',
    componentFailure: {
      componentArn: componentArn(facts, failure.component),
      phaseName: 'build',
      stepName: failure.stepName,
      action: 'ExecuteBash',
      errorMessage: failure.errorMessage.slice(0, 1024),
    },
  }
}
