import 'server-only'
import { failedStackStatuses } from '@/lib/images/image-build-status'
import type { ImageStatus } from '@/lib/images/image-status'
import { mergeImage, mergeImages, type StackFacts } from '@/lib/images/merge-images'
import type { ImageInfoSummary, Images } from '@/lib/images/schemas'
import { isReadable } from './allowed-images'
import { archiveStore } from './archive/current-archive'
import { dueTo, toApiError, toAwsFailure } from './aws-failure'
import { imageAmis, isTaggedAvailable, toAmiFacts } from './image-amis'
import { withoutLogGroup } from './image-facts'
import { heldPage, startListing } from './image-listing'
import { imageStacksPage, toStackFacts } from './image-stacks'
import { sharedAnswer } from './quota/shared-answer'
import type { Scope } from './scope'
import { unlessAborted } from './unless-aborted'

/**
 * Without a status all images, page by page as they become known; with one upstream's own lists, pages and all.
 * @throws ApiError
 */
export async function listImages(
  scope: Scope,
  { imageStatus, nextToken }: { imageStatus?: ImageStatus; nextToken?: string },
  signal: AbortSignal,
): Promise<Images> {
  try {
    const answer = await (imageStatus === undefined
      ? allImages(scope, nextToken, signal)
      : imageStatus === 'AVAILABLE'
        ? availableImages(scope, signal)
        : imageStatus === 'FAILED'
          ? withForgottenFailures(scope, await imagesByStack(scope, imageStatus, nextToken, signal), signal)
          : imagesByStack(scope, imageStatus, nextToken, signal))
    return { ...answer, images: answer.images.filter(({ imageId }) => isReadable(scope, imageId)) }
  } catch (error) {
    throw toApiError(toAwsFailure(error, signal), { other: dueTo('Unable to list images') })
  }
}

/** From the first page on, or on from another one. A page is waited for no longer than the caller waits. */
async function allImages(scope: Scope, nextToken: string | undefined, signal: AbortSignal): Promise<Images> {
  const held = nextToken === undefined ? undefined : heldPage(scope, nextToken)
  if (held) return unlessAborted(held, signal)
  const listing = await sharedAnswer('DescribeStacks', scope, 'listing', signal, async () => {
    const fresh = startListing(scope)
    await fresh.first
    return fresh
  })
  return unlessAborted(listing.first, signal)
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

/**
 * The last page of failed images also has those that only the archive knows. AVAILABLE means an AMI that can be used,
 * which a forgotten build has no more.
 */
async function withForgottenFailures(scope: Scope, page: Images, signal: AbortSignal): Promise<Images> {
  if (page.nextToken !== undefined || archiveStore() === null) return page
  const forgotten: ImageInfoSummary[] = []
  let nextToken: string | undefined
  do {
    const all = await allImages(scope, nextToken, signal)
    for (const image of all.images)
      if (image.kept && image.imageBuildStatus === 'BUILD_FAILED') forgotten.push(image)
    nextToken = all.nextToken
  } while (nextToken !== undefined)
  return { ...page, images: [...page.images, ...forgotten.map(withoutLogGroup)] }
}
