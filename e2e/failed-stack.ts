import type { EmbeddedAws } from './embedded-aws'

/** What CloudFormation said of two resources that could not be created. */
export const stackFailures = {
  quota: 'The maximum number of VPCs has been reached. (Service: Ec2, Status Code: 400, Request ID: 1)',
  exists: 'image-role already exists in stack arn:aws:cloudformation:eu-west-3:123456789012:stack/other/1',
}

/** A build that failed at `timestamp`, ten minutes after it began, before it came to a log: its stack tells why. */
export async function failStack(
  aws: EmbeddedAws,
  region: string,
  {
    stackName,
    timestamp,
    reason,
  }: { stackName: string; timestamp: number; reason: keyof typeof stackFailures },
): Promise<void> {
  const resource = { resourceType: 'AWS::EC2::VPC', logicalResourceId: 'Vpc', timestamp }
  await aws.post('stacks', {
    region,
    stackName,
    stackStatus: 'CREATE_FAILED',
    creationTime: timestamp - 600_000,
    tags: { 'parallelcluster:image_id': stackName, 'parallelcluster:version': '3.13.0' },
    events: [
      { ...resource, resourceStatus: 'CREATE_FAILED', resourceStatusReason: stackFailures[reason] },
      { logicalResourceId: stackName, resourceStatus: 'CREATE_FAILED', timestamp: timestamp + 1 },
    ],
  })
}
