import 'server-only'
import { type StackEvent as AwsStackEvent, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation'
import { ApiError, badRequest } from '@/lib/api-error'
import { maskAccountIds } from '@/lib/images/mask-account-ids'
import type { ImageStackEvents, StackEvent } from '@/lib/images/schemas'
import { withoutAbsent } from './absent'
import { dueTo, toApiError, toAwsFailure } from './aws-failure'
import { callAws } from './call-aws'
import { cloudFormation } from './clients'
import { findStack, listDeletedStacks, newestDeletedStack } from './find-stack'
import { notFound } from './not-found'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'

/**
 * One page of the events of the image's stack, newest first. A finished image's stack is deleted, and by name
 * gone: then the newest deleted stack of that name is read, as it is when `stackId` names one of them.
 * @throws ApiError
 */
export async function getImageStackEvents(
  scope: Scope,
  { imageId, nextToken, stackId }: { imageId: string; nextToken?: string; stackId?: string },
  signal: AbortSignal,
): Promise<ImageStackEvents> {
  const missing = notFound.stack(imageId)
  if (stackId !== undefined) checkStackId(stackId, imageId, scope)
  const named = stackId !== undefined && !/:X{12}:/.test(stackId)
  const id = named ? stackId : await findStackId(scope, imageId, signal, stackId)
  try {
    const page = await sharedAnswer(
      'DescribeStackEvents',
      scope,
      { stackId: id, nextToken },
      signal,
      (alive) =>
        callAws('DescribeStackEvents', scope, alive, (options) =>
          cloudFormation(scope).send(
            new DescribeStackEventsCommand({ StackName: id, NextToken: nextToken }),
            options,
          ),
        ),
    )
    return {
      events: (page.StackEvents ?? []).map(toStackEvent),
      ...withoutAbsent({ nextToken: page.NextToken }),
    }
  } catch (error) {
    throw toApiError(toAwsFailure(error, signal), { missing })
  }
}

/**
 * The stack's id, which still finds its events when it is deleted between two pages.
 * @param masked the id as a server that masks account numbers gave it: then the stack that was meant
 */
async function findStackId(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
  masked?: string,
): Promise<string> {
  const isMeant = (stackId = '') => masked === undefined || maskAccountIds(stackId) === masked
  const missing = notFound.stack(imageId)
  try {
    const live = await findStack(scope, imageId, signal)
    if (live && isMeant(live.StackId)) return live.StackId ?? imageId
    const stacks = await listDeletedStacks(scope, signal)
    const meant = stacks.filter(({ StackId }) => isMeant(StackId))
    const deleted = newestDeletedStack(meant, imageId)
    if (deleted?.StackId) return deleted.StackId
  } catch (error) {
    const other = dueTo(`Unable to get image ${imageId}`)
    throw toApiError(toAwsFailure(error, signal), { missing, other })
  }
  throw new ApiError(404, missing)
}

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
