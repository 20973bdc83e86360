import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Stack, StackSummary } from '@aws-sdk/client-cloudformation'
import type { Image } from '@aws-sdk/client-ec2'
import { ApiError } from '@/lib/api-error'
import { mergeImage } from '@/lib/images/merge-images'
import type { ImageDescription } from '@/lib/images/schemas'
import { withoutAbsent } from './absent'
import { dueTo, toApiError, toAwsFailure } from './aws-failure'
import { findLogGroup } from './find-log-group'
import { deletedStacksSoFar, findStack, newestDeletedStack, toDeletedStackFacts } from './find-stack'
import { imageAmis, toAmiFacts } from './image-amis'
import { imageBuilderStatus } from './image-builder-status'
import { imageConfigurationUrl } from './image-configuration'
import { toLogGroupFacts } from './image-log-groups'
import { isImageStack, parallelClusterTag, toStackFacts } from './image-stacks'
import { notFound } from './not-found'
import type { Scope } from './scope'
import { withCompletion } from './stack-completion'
import { unlessRefused } from './unless-refused'

/**
 * Everything AWS tells of one image. The newest build decides, as in the list; an image of which only the log
 * group is left is described too.
 * @throws ApiError
 */
export async function describeImage(
  scope: Scope,
  { imageId }: { imageId: string },
  signal: AbortSignal,
): Promise<ImageDescription> {
  try {
    return await describeParts(scope, imageId, signal)
  } catch (error) {
    if (error instanceof ApiError) throw error
    throw toApiError(toAwsFailure(error, signal), {
      other: dueTo(`Unable to get image ${imageId}`),
    })
  }
}

async function describeParts(scope: Scope, imageId: string, signal: AbortSignal): Promise<ImageDescription> {
  const found = await findStack(scope, imageId, signal)
  const stack = found && isImageStack(found) ? found : null
  const [amis, logGroup, deletedStacks] = await Promise.all([
    unlessRefused(imageAmis(scope, signal, imageId)),
    unlessRefused(findLogGroup(scope, imageId, signal)),
    stack ? null : unlessRefused(knownDeletedStacks(scope)),
  ])
  const ami = newest(amis ?? [])
  if (!stack && !ami && !logGroup) throw new ApiError(404, notFound.image(imageId))
  const deleted = newestDeletedStack(deletedStacks ?? [], imageId)
  const stackFacts = stack ? await withCompletion(scope, toStackFacts(stack), signal) : undefined
  const { ec2AmiInfo, creationTime, hasLogGroup, ...summary } = mergeImage({
    imageId,
    region: scope.region,
    stack: stackFacts,
    ami: ami && toAmiFacts(ami),
    logGroup: logGroup ? toLogGroupFacts(logGroup)[0] : undefined,
    deletedStack: deleted ? toDeletedStackFacts(deleted)[0] : undefined,
  })
  const tags = (ec2AmiInfo ? ami?.Tags : stack?.Tags) ?? []
  const [url, builder] = await Promise.all([
    imageConfigurationUrl(scope, tags, signal),
    stack && !ec2AmiInfo ? imageBuilderStatus(scope, stack.StackId ?? imageId, signal) : {},
  ])
  return {
    ...summary,
    ...builder,
    imageConfiguration: { url },
    ...withoutAbsent({
      buildStartTime: creationTime,
      hasLogGroup: logGroup === null && amis === null ? undefined : hasLogGroup,
      imageBuildLogsArn: logGroup?.logGroupArn ?? parallelClusterTag(tags, 'build_log'),
    }),
    ...(stack && describeStack(stack)),
    ...(ec2AmiInfo && ami && { creationTime: toAmiFacts(ami).creationTime, ec2AmiInfo: describeAmi(ami) }),
  }
}

/** When a build began and ended is worth a moment, not the reading of every stack that was ever deleted. */
async function knownDeletedStacks(scope: Scope): Promise<readonly StackSummary[]> {
  const deleted = deletedStacksSoFar(scope)
  return Promise.race([deleted.done, sleep(1_000, deleted.items, { ref: false })])
}

function newest(amis: readonly Image[]): Image | undefined {
  const time = (ami: Image) => toAmiFacts(ami).creationTime
  return [...amis].sort((a, b) => (time(a) < time(b) ? 1 : -1))[0]
}

function describeStack(stack: Stack) {
  return withoutAbsent({
    cloudformationStackCreationTime: stack.CreationTime?.toISOString(),
    cloudformationStackTags: stack.Tags?.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
  })
}

function describeAmi(ami: Image) {
  return {
    amiId: ami.ImageId ?? '',
    ...withoutAbsent({
      amiName: ami.Name,
      state: ami.State?.toUpperCase(),
      architecture: ami.Architecture,
      description: ami.Description,
      tags: ami.Tags?.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value })),
    }),
  }
}
