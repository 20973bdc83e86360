import { unwrapReason } from '../stack-events/reason'
import type { Finding } from './outline-schema'

interface ReasonRule {
  id: string
  pattern: RegExp
  sentence: string
  advice: string
  url?: string
  example: string
}

/** Failures the log cannot show: the build died before a component ran, or outside the instance. */
export const reasonRules: readonly ReasonRule[] = [
  {
    id: 'ssm-unreachable',
    pattern:
      /SSM Agent verification failed|SSM.*(?:TimedOut(?!.*Step timed out)|Undeliverable|not reachable)|Unable to (?:bootstrap|install).*|InvalidInstanceId/i,
    sentence: 'Systems Manager never reached the build instance, so no component ran.',
    advice:
      'Give the build subnet a way to Systems Manager (internet, NAT gateway or VPC endpoints for ssm, ssmmessages and ec2messages), allow HTTPS out, and check that the parent image has the SSM agent or can install it.',
    url: 'https://github.com/aws/aws-parallelcluster/issues/4955',
    example: 'SSM Agent verification failed',
  },
  {
    id: 'capacity',
    pattern: /InsufficientInstanceCapacity|do not have sufficient .* capacity|Insufficient capacity/i,
    sentence: 'EC2 had no capacity for this instance type in this Availability Zone.',
    advice: 'Build again later, in another subnet, or with another Build/InstanceType.',
    example: 'We currently do not have sufficient c7g.xlarge capacity in the Availability Zone you requested',
  },
  {
    id: 'instance-type',
    pattern:
      /instance type .*(?:not supported|does not exist|is not supported)|Unsupported: .*instance|architecture .* does not match|The architecture '/i,
    sentence: 'The instance type does not fit the parent image or the Availability Zone.',
    advice: 'Choose a Build/InstanceType of the image’s architecture that the zone offers.',
    example:
      "The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI",
  },
  {
    id: 'quota',
    pattern:
      /VcpuLimitExceeded|InstanceLimitExceeded|LimitExceeded|spot instance count ?exceeded|exceed(?:s|ed)? .*(?:limit|quota)|more vCPU capacity/i,
    sentence: 'A quota of the account is used up.',
    advice: 'Ask for more in Service Quotas, or free some.',
    example: 'You have requested more vCPU capacity than your current vCPU limit of 32 allows',
  },
  {
    id: 'image-gone',
    pattern:
      /InvalidAMIID|image id '?\[?ami-\w+\]?'? does not exist|is not available for launch|parent image .*(?:not found|does not exist|could not)/i,
    sentence: 'The parent image does not exist, or this account may not use it.',
    advice: 'Check Build/ParentImage, its region and who it is shared with.',
    example: "The image id '[ami-0abc]' does not exist",
  },
  {
    id: 'not-permitted',
    pattern:
      /not authorized to perform|UnauthorizedOperation|AccessDenied|Access Denied|encoded authorization/i,
    sentence: 'A permission is missing.',
    advice:
      'The reason names the action: allow it for the role it names, and check service control policies.',
    example: 'User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: ec2:RunInstances',
  },
  {
    id: 'network',
    pattern:
      /InvalidSubnetID|InvalidGroup|No default (?:VPC|subnet)|VPCIdNotSpecified|subnet ID .* does not exist|security group .* does not exist/i,
    sentence: 'The subnet or security group of the build cannot be used.',
    advice: 'Check Build/SubnetId and Build/SecurityGroupIds; without them the region needs a default VPC.',
    example: 'No default VPC for this user',
  },
  {
    id: 'distribution',
    pattern: /Integration failed with JobId|Distribution .*failed|launch-template|KMS|snapshot .*copy/i,
    sentence: 'The image was built, but could not be copied or shared.',
    advice: 'Check the distribution settings, the regions and keys they name.',
    example: "Integration failed with JobId 'x', status = 'Failed' for ARN 'arn:aws:imagebuilder:…'",
  },
  {
    id: 'already-exists',
    pattern: /already exists/i,
    sentence: 'Something of this name is left over from an earlier build.',
    advice: 'Delete the leftover, or build under another image id.',
    example: 'parallelclusterimage-demo already exists',
  },
  {
    id: 'step-timed-out',
    pattern: /timed out|TimedOut|timeout/i,
    sentence: 'A step of Image Builder’s workflow took longer than it may.',
    advice: 'Look at what the build did last: a prompt, a lock, a slow download.',
    example: 'Step timed out while step is Poll action status: Poll component execution status',
  },
  {
    id: 'instance-lost',
    pattern: /instance .*(?:terminated|stopped|shutting-down|not in a valid state)|ExpectationNotMet/i,
    sentence: 'The instance went away or never became ready.',
    advice: 'Look in EC2 and CloudTrail for who stopped it, and at its console output.',
    example: 'Instance i-0abc was terminated while the build was running',
  },
]

/** What a failure reason says by itself; nothing when it only points into the log, be there one or not. */
export function reasonFinding(raw: string, hasLog = true): Finding {
  const { message, componentArn } = unwrapReason(raw)
  const rule = reasonRules.find((candidate) => candidate.pattern.test(raw))
  const lines = [{ text: message }]
  if (rule && !componentArn)
    return {
      ruleId: rule.id,
      sentence: rule.sentence,
      advice: rule.advice,
      ...(rule.url ? { url: rule.url } : {}),
      sure: true,
      lines,
    }
  return {
    ruleId: 'stack-reason',
    sentence: componentArn
      ? `Image Builder names the component that failed. ${hasLog ? 'Its log, which would say why, has no failed step.' : 'Why it failed, only its log would say, and there is none to read.'}`
      : 'No rule knows this failure; this is the reason AWS gave.',
    sure: false,
    lines,
  }
}
