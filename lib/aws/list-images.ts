import 'server-only'
import type { StackSummary } from '@aws-sdk/client-cloudformation'
import { failedStackStatuses } from '@/lib/images/image-build-status'
import type { ImageStatus } from '@/lib/images/image-status'
import { type DeletedStackFacts, mergeImage, mergeImages, type StackFacts } from '@/lib/images/merge-images'
import type { ImageInfoSummary, Images } from '@/lib/images/schemas'
import { isReadable } from './allowed-images'
import { dueTo, toApiError, toAwsFailure } from './aws-failure'
import { listDeletedStacks } from './find-stack'
import { imageAmis, isTaggedAvailable, toAmiFacts } from './image-amis'
import { imageLogGroups } from './image-log-groups'
import { imageStacks, imageStacksPage, toStackFacts } from './image-stacks'
import type { Scope } from './scope'
import { withCompletionTimes } from './stack-completion'
import { unlessRefused } from './unless-refused'

/**
 * Without a status all images, one entry for each; with one upstream's own lists, pages and all.
 * @throws ApiError
 */
export async function listImages(
  scope: Scope,
  { imageStatus, nextToken }: { imageStatus?: ImageStatus; nextToken?: string },
  signal: AbortSignal,
): Promise<Images> {
  try {
    const answer = await (imageStatus === undefined
      ? allImages(scope, signal)
      : imageStatus === 'AVAILABLE'
        ? availableImages(scope, signal)
        : imagesByStack(scope, imageStatus, nextToken, signal))
    return { ...answer, images: answer.images.filter(({ imageId }) => isReadable(imageId)) }
  } catch (error) {
    throw toApiError(toAwsFailure(error, signal), { other: dueTo('Unable to list images') })
  }
}

async function allImages(scope: Scope, signal: AbortSignal): Promise<Images> {
  const warnings: string[] = []
  const warn = (what: string) => (message: string) => warnings.push(`${what} could not be read: ${message}`)
  // Stacks first: an AMI is tagged before its stack goes, so none falls between the two.
  const stacks = (await imageStacks(scope, signal)).map(toStackFacts)
  const [amis, logGroups, deleted, ended] = await Promise.all([
    unlessRefused(imageAmis(scope, signal), warn('AMIs')),
    unlessRefused(imageLogGroups(scope, signal), warn('Log groups')),
    unlessRefused(listDeletedStacks(scope, signal), warn('Deleted stacks')),
    withCompletionTimes(scope, stacks, signal),
  ])
  const images = mergeImages(
    {
      stacks: ended,
      amis: (amis ?? []).map(toAmiFacts),
      logGroups: logGroups ?? [],
      deletedStacks: (deleted ?? []).flatMap(toDeletedStackFacts),
    },
    scope.region,
  ).map((image) => (logGroups === null ? withoutLogGroup(image) : image))
  return { images, ...(warnings.length > 0 && { warnings }) }
}

/** When log groups may not be read, nobody knows whether one exists. */
function withoutLogGroup({ hasLogGroup: _, ...image }: ImageInfoSummary): ImageInfoSummary {
  return image
}

async function availableImages(scope: Scope, signal: AbortSignal): Promise<Images> {
  const amis = (await imageAmis(scope, signal)).filter(isTaggedAvailable).map(toAmiFacts)
  return {
    images: mergeImages({ stacks: [], amis, logGroups: [], deletedStacks: [] }, scope.region).map(
      withoutLogGroup,
    ),
  }
}

async function imagesByStack(
  scope: Scope,
  imageStatus: 'PENDING' | 'FAILED',
  nextToken: string | undefined,
  signal: AbortSignal,
): Promise<Images> {
  const page = await imageStacksPage(scope, nextToken, signal)
  const images = page.stacks
    .map(toStackFacts)
    .filter(({ stackStatus }) =>
      imageStatus === 'PENDING' ? stackStatus === 'CREATE_IN_PROGRESS' : failedStackStatuses.has(stackStatus),
    )
    .map((stack) => withoutLogGroup(mergeImage(onlyStack(stack, scope.region))))
  return { images, ...(page.nextToken !== undefined && { nextToken: page.nextToken }) }
}

function onlyStack(stack: StackFacts, region: string) {
  return {
    imageId: stack.imageId,
    region,
    stack,
    ami: undefined,
    logGroup: undefined,
    deletedStack: undefined,
  }
}

/** A deleted stack's tags are gone with it: only its name can tell whose it was. */
export function toDeletedStackFacts(stack: StackSummary): DeletedStackFacts[] {
  const { StackName, StackId, CreationTime, DeletionTime } = stack
  if (StackName === undefined || StackId === undefined || !CreationTime) return []
  const creationTime = CreationTime.toISOString()
  return [
    {
      stackName: StackName,
      stackId: StackId,
      creationTime,
      deletionTime: DeletionTime?.toISOString() ?? creationTime,
    },
  ]
}
