import 'server-only'
import type { FailureContext } from '@/lib/images/failure-context'
import type { UnreadSource } from '@/lib/images/unread-source'
import { withoutAbsent } from './absent'
import { AwsFailure } from './aws-failure'
import { describeStackEvents } from './describe-stack-events'
import { getImageBuilderImage } from './get-image-builder-image'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

type ImageBuilderStatus = {
  imagebuilderImageStatus?: string
  imagebuilderImageStatusReason?: string
  imagebuilderFailureContext?: FailureContext
  unread?: UnreadSource[]
}

/**
 * What EC2 Image Builder says of the build; nothing before the build has an image there. The description is worth
 * having without it, so that a failure becomes a part of the answer.
 */
export async function imageBuilderStatus(
  scope: Scope,
  stackId: string,
  signal: AbortSignal,
): Promise<ImageBuilderStatus> {
  const imageBuildVersionArn = await imageArn(scope, stackId, signal)
  if (imageBuildVersionArn === undefined) return {}
  try {
    const image = await sharedAnswer('GetImage', scope, imageBuildVersionArn, signal, (alive) =>
      getImageBuilderImage(scope, imageBuildVersionArn, alive),
    )
    return withoutAbsent({
      imagebuilderImageStatus: image.status,
      imagebuilderImageStatusReason: image.reason,
      imagebuilderFailureContext: image.failureContext,
    })
  } catch (error) {
    // An image that is gone has nothing more to tell.
    if (!(error instanceof AwsFailure) || error.kind === 'missing') return {}
    return { unread: [{ source: 'imageBuilder', message: error.message }] }
  }
}

/**
 * The physical id of the stack's resource ParallelClusterImage, which is among a build's newest events. That these
 * cannot be read is told where they are drawn.
 */
async function imageArn(scope: Scope, stackId: string, signal: AbortSignal): Promise<string | undefined> {
  const page = await sharedAnswer('DescribeStackEvents', scope, { stackId }, signal, (alive) =>
    describeStackEvents(scope, stackId, alive),
  ).catch(() => undefined)
  const event = page?.events.find(
    ({ LogicalResourceId, PhysicalResourceId }) =>
      LogicalResourceId === 'ParallelClusterImage' && PhysicalResourceId?.startsWith('arn:'),
  )
  return event?.PhysicalResourceId
}
