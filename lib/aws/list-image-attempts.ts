import 'server-only'
import type { Stack, StackSummary } from '@aws-sdk/client-cloudformation'
import type { ImageAttempt, ImageAttempts } from '@/lib/images/stack-events/attempt-schema'
import { dueTo, toApiError, toAwsFailure } from './aws-failure'
import { deletedImageStacks, findImageStack } from './find-image-stack'
import type { Scope } from './scope'

/**
 * The stacks build-image made for the image, newest first: the one that stands, and those deleted in the last 90 days.
 * An image built only once has one, an unknown image none.
 * @throws ApiError
 */
export async function listImageAttempts(
  scope: Scope,
  { imageId }: { imageId: string },
  signal: AbortSignal,
): Promise<ImageAttempts> {
  try {
    const live = await findImageStack(scope, imageId, signal)
    const stacks: (Stack | StackSummary)[] = live ? [live] : []
    for await (const stack of deletedImageStacks(scope, imageId, signal)) stacks.push(stack)
    const attempts = new Map(stacks.map((stack) => [stack.StackId, toAttempt(stack)]))
    return {
      attempts: [...attempts.values()].sort((a, b) => (a.creationTime < b.creationTime ? 1 : -1)),
    }
  } catch (error) {
    const other = dueTo(`Unable to list the builds of image ${imageId}`)
    throw toApiError(toAwsFailure(error, signal), { other })
  }
}

/** DeletionTime is also set on stacks that were rolled back or could not be deleted: only the status tells. */
function toAttempt({ StackId, StackStatus, CreationTime, DeletionTime }: Stack | StackSummary): ImageAttempt {
  return {
    stackId: StackId ?? '',
    stackStatus: StackStatus ?? '',
    creationTime: (CreationTime ?? new Date(0)).toISOString(),
    ...(StackStatus === 'DELETE_COMPLETE' && DeletionTime && { deletionTime: DeletionTime.toISOString() }),
  }
}
