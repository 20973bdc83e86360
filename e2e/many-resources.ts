import type { EmbeddedAws } from './embedded-aws'

/** A stack of so many resources, three events each, begun an hour ago. */
export async function manyResources(
  aws: EmbeddedAws,
  stackName: string,
  count: number,
  stackStatus = 'CREATE_COMPLETE',
) {
  const begun = Date.now() - 3_600_000
  const running = stackStatus.endsWith('_IN_PROGRESS')
  await aws.post('stacks', {
    stackName,
    stackStatus,
    creationTime: begun,
    tags: { 'parallelcluster:image_id': stackName },
    events: [
      { logicalResourceId: stackName, timestamp: begun, resourceStatus: 'CREATE_IN_PROGRESS' },
      ...Array.from({ length: count }, (_, index) => `Resource${index}`).flatMap((logicalResourceId, index) =>
        ['CREATE_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'CREATE_COMPLETE'].map((resourceStatus, step) => ({
          logicalResourceId,
          physicalResourceId: step === 0 ? '' : logicalResourceId,
          resourceType: 'AWS::SNS::Topic',
          timestamp: begun + 1000 + index * 1500 + step * 700,
          resourceStatus,
        })),
      ),
      ...(running
        ? []
        : [{ logicalResourceId: stackName, timestamp: begun + 3_000_000, resourceStatus: stackStatus }]),
    ],
  })
}
