import 'server-only'
import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation'
import type { FailureContext } from '@/lib/images/failure-context'
import { withoutAbsent } from './absent'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import { getImageBuilderImage } from './get-image-builder-image'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

type ImageBuilderStatus = {
  imagebuilderImageStatus?: string
  imagebuilderImageStatusReason?: string
  imagebuilderFailureContext?: FailureContext
}

/** What EC2 Image Builder says of the build; nothing before the build has an image there, or where not permitted. */
export async function imageBuilderStatus(
  scope: Scope,
  stackId: string,
  signal: AbortSignal,
): Promise<ImageBuilderStatus> {
  try {
    const imageBuildVersionArn = await imageArn(scope, stackId, signal)
    if (imageBuildVersionArn === undefined) return {}
    const image = await sharedAnswer('GetImage', scope, imageBuildVersionArn, signal, (alive) =>
      getImageBuilderImage(scope, imageBuildVersionArn, alive),
    )
    return withoutAbsent({
      imagebuilderImageStatus: image.status,
      imagebuilderImageStatusReason: image.reason,
      imagebuilderFailureContext: image.failureContext,
    })
  } catch {
    // The description is worth having without it.
    return {}
  }
}

/** The physical id of the stack's resource ParallelClusterImage, which is among a build's newest events. */
async function imageArn(scope: Scope, stackId: string, signal: AbortSignal): Promise<string | undefined> {
  const page = await sharedAnswer('DescribeStackEvents', scope, { stackId }, signal, (alive) =>
    callAws('DescribeStackEvents', scope, alive, (options) =>
      cloudFormation(scope).send(new DescribeStackEventsCommand({ StackName: stackId }), options),
    ),
  )
  const event = page.StackEvents?.find(
    ({ LogicalResourceId, PhysicalResourceId }) =>
      LogicalResourceId === 'ParallelClusterImage' && PhysicalResourceId?.startsWith('arn:'),
  )
  return event?.PhysicalResourceId
}
