import 'server-only'
import type { StackEvent as AwsStackEvent } from '@aws-sdk/client-cloudformation'
import { ApiError, badRequest } from '@/lib/api-error'
import { maskAccountIds } from '@/lib/images/mask-account-ids'
import type { ImageStackEvents, StackEvent } from '@/lib/images/schemas'
import { withoutAbsent } from './absent'
import { dueTo, toApiError, toAwsFailure } from './aws-failure'
import { describeStackEvents } from './describe-stack-events'
import { deletedImageStacks, findImageStack, isStackOfImage } from './find-image-stack'
import { notFound } from './not-found'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/**
 * One page of the events of the image's stack, newest first. A finished image's stack is deleted, and by name
 * gone: then the newest deleted one is read; or the one that `stackId` names. Only stacks that build-image made
 * are read, whatever else the account calls by that name.
 * @throws ApiError
 */
export async function getImageStackEvents(
  scope: Scope,
  { imageId, nextToken, stackId }: { imageId: string; nextToken?: string; stackId?: string },
  signal: AbortSignal,
): Promise<ImageStackEvents> {
  const missing = notFound.stack(imageId)
  if (stackId !== undefined) checkStackId(stackId, imageId, scope)
  const id = await findStackId(scope, imageId, signal, stackId)
  try {
    const page = await sharedAnswer(
      'DescribeStackEvents',
      scope,
      { stackId: id, nextToken },
      signal,
      (alive) => describeStackEvents(scope, id, alive, { nextToken }),
    )
    return { ...page, events: page.events.map(toStackEvent) }
  } catch (error) {
    throw toApiError(toAwsFailure(error, signal), { missing })
  }
}

/**
 * The id of the stack that is meant, which still finds its events when it is deleted between two pages.
 * @param stackId as it was handed out: account numbers may be masked
 */
async function findStackId(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
  stackId?: string,
): Promise<string> {
  const missing = notFound.stack(imageId)
  try {
    if (stackId !== undefined && !isMasked(stackId)) {
      if (await isStackOfImage(scope, stackId, imageId, signal)) return stackId
      throw new ApiError(404, missing)
    }
    const isMeant = (id: string) => stackId === undefined || maskAccountIds(id) === stackId
    const live = await findImageStack(scope, imageId, signal)
    if (live?.StackId && isMeant(live.StackId)) return live.StackId
    for await (const { StackId } of deletedImageStacks(scope, imageId, signal)) {
      if (StackId && isMeant(StackId)) return StackId
    }
  } catch (error) {
    if (error instanceof ApiError) throw error
    const other = dueTo(`Unable to get image ${imageId}`)
    throw toApiError(toAwsFailure(error, signal), { missing, other })
  }
  throw new ApiError(404, missing)
}

const isMasked = (stackId: string) => /:X{12}:/.test(stackId)

/** A caller's stack id may name this image's stacks only. */
function checkStackId(stackId: string, imageId: string, { region }: Scope) {
  const [, , , stackRegion, , resource] = stackId.split(':')
  if (stackRegion === region && resource?.startsWith(`stack/${imageId}/`)) return
  throw badRequest(`'${stackId}' is not a stack of image ${imageId} in ${region}`)
}

/** Only the fields ParallelCluster's API has; a text AWS left empty stays empty. */
export function toStackEvent(event: AwsStackEvent): StackEvent {
  return {
    stackId: event.StackId ?? '',
    eventId: event.EventId ?? '',
    stackName: event.StackName ?? '',
    logicalResourceId: event.LogicalResourceId ?? '',
    physicalResourceId: event.PhysicalResourceId ?? '',
    resourceType: event.ResourceType ?? '',
    timestamp: (event.Timestamp ?? new Date(0)).toISOString(),
    resourceStatus: event.ResourceStatus ?? '',
    ...withoutAbsent({
      resourceStatusReason: event.ResourceStatusReason,
      resourceProperties: event.ResourceProperties,
      clientRequestToken: event.ClientRequestToken,
    }),
  }
}
