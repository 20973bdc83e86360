import { config } from './cause/change'
import type { Finding, Outline, QuotedLine } from './outline-schema'

/** A step of Image Builder's own workflow that failed, as its lines in the log tell. */
export interface WorkflowFailure {
  /** The workflow's step, such as `ApplyBuildComponents`; absent when only the image's state tells. */
  workflowStep?: string | undefined
  /** `Failed`, `TimedOut`, `Cancelled`: how the command on the instance ended. */
  commandState?: string | undefined
  line: QuotedLine
}

const FAILED_STEP =
  /^(?:Action (?:failed|timed out) for step|Step) (\w+?)(?:\.| (?:failed|timed out)| with| after|$)/
const FAILED_COMMAND = /^Command (?:failed|timed out|cancelled) \(command id: [^,)]+, state: (\w+)/
const FAILED_IMAGE = /^Image transitioned to FAILED state/

/** The last failure that the workflow's lines tell of; undefined when the last workflow that began is not said to have failed. */
export function workflowFailureOf(workflow: Outline['workflow']): WorkflowFailure | undefined {
  let failure: WorkflowFailure | undefined
  let commandState: string | undefined
  for (const { text, at } of workflow) {
    if (/^Started (?:BUILD|TEST|DISTRIBUTION) workflow/i.test(text)) failure = undefined
    const command = FAILED_COMMAND.exec(text)
    if (command?.[1]) commandState = command[1]
    const step = /fail|timed out/i.test(text) ? FAILED_STEP.exec(text)?.[1] : undefined
    const told = step !== undefined || (FAILED_IMAGE.test(text) && !failure)
    if (told)
      failure = {
        ...(step ? { workflowStep: step } : {}),
        ...(commandState ? { commandState } : {}),
        line: { text, at },
      }
  }
  return failure
}

interface WorkflowCase {
  id: string
  step: RegExp
  says: string
  advice: string
  side: NonNullable<Finding['side']>
  again: NonNullable<Finding['buildAgain']>
}

/** What a failed step of the workflow means where no component's step failed in it. */
const CASES: readonly WorkflowCase[] = [
  {
    id: 'launch-failed',
    step: /^Launch/,
    says: 'Image Builder could not launch the instance, or it never became ready.',
    advice:
      'The image’s status and the stack’s reason name what EC2 said: capacity, quota, subnet, key, or an image that does not boot.',
    side: 'configuration',
    again: 'mayHelp',
  },
  {
    id: 'sysprep-failed',
    step: /Sys?[Pp]rep|Sanitize/,
    says: 'The clean-up of the instance before its AMI is made failed.',
    advice:
      'On Windows, Sysprep’s log names the app or update in its way. On Linux, something the script removes is protected or in use. Keep the instance with DevSettings/TerminateInstanceOnFailure: false.',
    side: 'script',
    again: 'mayHelp',
  },
  {
    id: 'inventory-failed',
    step: /Inventory|Metadata/,
    says: 'Image Builder could not collect the image’s inventory: the instance stopped answering after its components ran.',
    advice:
      'Something the components changed keeps the SSM agent or the network from working: a firewall, a proxy, a service that was stopped.',
    side: 'script',
    again: 'mayHelp',
  },
  {
    id: 'ami-failed',
    step: /CreateOutputAMI|CreateImage/,
    says: 'All components ran, but the AMI could not be made.',
    advice:
      'EC2’s reason stands in the image’s status: the key of the volume, a quota of AMIs or snapshots, or a permission.',
    side: 'aws',
    again: 'mayHelp',
  },
  {
    id: 'distribution',
    step: /Distribut|Copy|Share/,
    says: 'The image was built, but could not be copied, shared or put into use.',
    advice: 'Check the distribution settings, the regions and keys they name.',
    side: 'configuration',
    again: 'mayHelp',
  },
]

/** What is said of a workflow's failure. `running`: the step of a component that was open when it failed. */
export function workflowFinding(failure: WorkflowFailure, running: string | undefined): Finding {
  const { workflowStep = '', commandState, line } = failure
  const lines = [line]
  const changes = [config('DevSettings/TerminateInstanceOnFailure', false)]
  const told = {
    tool: 'Image Builder',
    kind: 'image-builder',
    lines,
    changes,
    sure: false,
    certainty: 'likely',
  } as const
  const known = CASES.find(({ step }) => step.test(workflowStep))
  if (known)
    return {
      ...told,
      ruleId: known.id,
      sentence: known.says,
      advice: known.advice,
      side: known.side,
      buildAgain: known.again,
    }
  if (/Components$/.test(workflowStep) && running !== undefined)
    return {
      ...told,
      ruleId: 'step-timed-out',
      sentence: `Image Builder ended ${workflowStep} while the step ${running} was still running: it took longer than its time limit, or the instance no longer answered.`,
      advice:
        commandState === 'TimedOut'
          ? 'Raise the timeout of the step or of the workflow’s action (timeoutSeconds), or make the step faster: a larger Build/InstanceType, fewer updates at once.'
          : 'Large updates (Windows Update, desktop packages) are the usual reason: raise the timeout of the step (timeoutSeconds), or do less in it. A step that restarts the network, the SSM agent or the instance itself ends so as well.',
      side: 'script',
      buildAgain: 'mayHelp',
    }
  if (/Components$/.test(workflowStep))
    return {
      ...told,
      ruleId: 'awstoe-bootstrap',
      sentence: `${workflowStep} failed before any component’s step began: the instance got the command, but AWSTOE could not be fetched or started (bootstrap).`,
      advice:
        'Systems Manager works. AWSTOE comes from S3: a VPC endpoint’s policy must allow the bucket ec2imagebuilder-toe-<region>-prod, and the subnet must reach S3. A hardened image with /tmp mounted noexec, or without curl or unzip, stops it as well.',
      side: 'network',
      buildAgain: 'useless',
      url: 'https://github.com/aws/aws-parallelcluster/issues/6358',
    }
  return {
    ...told,
    ruleId: 'workflow-failed',
    sentence: workflowStep
      ? `The step ${workflowStep} of Image Builder’s workflow failed; no component’s step did.`
      : 'Image Builder says that the image failed; no component’s step did.',
    advice: 'The image’s status in Image Builder and the stack’s events have the reason.',
    side: 'aws',
    buildAgain: 'mayHelp',
    certainty: 'unrecognised',
  }
}
