import type { BuildFacts } from './build-facts'
import type { BuildLog } from './build-log'

/** The lines Image Builder itself writes around AWSTOE's: state changes, workflows, instances. */
export function startBuildWorkflow(log: BuildLog, facts: BuildFacts): void {
  transition(log, facts, 'CREATING')
  log.wait(0.6)
  transition(log, facts, 'BUILDING')
  log.wait(1.1)
  log.line(`Resolved Image Recipe parent image ${facts.parent} to AMI ${facts.parent}.`)
  startWorkflow(log, facts, 'BUILD', 'build-image', 7)
  launchInstance(log, facts, 'LaunchBuildInstance')
  startStep(log, 'ApplyBuildComponents', 'ExecuteComponents')
  log.wait(12)
}

/** After the build components: inventory, clean-up, the AMI. */
export function finishBuildWorkflow(log: BuildLog, facts: BuildFacts): void {
  log.wait(4)
  startStep(log, 'InventoryCollection', 'CollectImageMetadata')
  log.wait(21)
  startStep(log, 'RunSanitizeScript', 'SanitizeInstance')
  log.wait(26)
  startStep(log, 'CreateOutputAMI', 'CreateImage')
  log.wait(8)
  log.line(`Creating image from instance. Image id: ${facts.amiId}`)
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    log.wait(28)
    log.line(
      `Waiting for image availability (id: ${facts.amiId}, expected state: ['available']). Attempt number: ${attempt}.`,
    )
  }
  log.wait(14)
  startStep(log, 'TerminateBuildInstance', 'TerminateInstance')
  log.wait(9)
}

export function startTestWorkflow(log: BuildLog, facts: BuildFacts): void {
  transition(log, facts, 'TESTING')
  startWorkflow(log, facts, 'TEST', 'test-image', 4)
  launchInstance(log, facts, 'LaunchTestInstance')
  startStep(log, 'ApplyTestComponents', 'ExecuteComponents')
  log.wait(8)
}

export function finishTestWorkflow(log: BuildLog, facts: BuildFacts): void {
  log.wait(3)
  startStep(log, 'TerminateTestInstance', 'TerminateInstance')
  log.wait(11)
  transition(log, facts, 'DISTRIBUTING')
  log.wait(34)
  transition(log, facts, 'AVAILABLE')
}

export function failWorkflow(log: BuildLog, facts: BuildFacts): void {
  log.wait(6)
  startStep(log, 'TerminateBuildInstance', 'TerminateInstance')
  log.wait(15)
  transition(log, facts, 'FAILED')
}

export function transition(log: BuildLog, facts: BuildFacts, state: string): void {
  log.line(`Image transitioned to ${state} state for Image ARN: ${facts.imageArn}`)
}

function startWorkflow(
  log: BuildLog,
  facts: BuildFacts,
  kind: 'BUILD' | 'TEST',
  name: string,
  steps: number,
): void {
  const arn = `arn:aws:imagebuilder:${facts.region}:aws:workflow/${kind.toLowerCase()}/${name}/1.0.3/1`
  log.wait(1.9)
  log.line(`Started ${kind} workflow ${arn}`)
  log.wait(0.6)
  log.line(`Total ${steps} steps to run for workflow ${arn}`)
}

function startStep(log: BuildLog, step: string, action: string): void {
  log.line(`No 'if' conditions to evaluate for step: ${step}`)
  log.line(`Started step ${step} with action ${action}`)
}

export function launchInstance(log: BuildLog, { random }: BuildFacts, step: string): void {
  const instanceId = `i-0${random.hex(16)}`
  startStep(log, step, 'LaunchInstance')
  log.wait(1.5)
  log.line('Launching instance')
  log.wait(1.6)
  log.line(`Launched instance (instance id: ${instanceId})`)
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    log.wait(attempt === 1 ? 6 : 34)
    log.line(
      `Waiting for instance availability (id: ${instanceId}, expected state: ['passed']). Attempt number: ${attempt}.`,
    )
  }
  log.wait(9)
}
