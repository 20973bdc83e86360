import { imageBuildStatusOfStack } from './image-build-status'
import type { ImageInfoSummary } from './schemas'

/** What each AWS service knows of an image's builds. Times are ISO texts in UTC with three decimals. */
export type StackFacts = {
  imageId: string
  stackId: string
  stackStatus: string
  stackStatusReason?: string
  version: string
  creationTime: string
  /** When the stack's own last event was, where somebody looked. */
  completionTime?: string
}
export type AmiFacts = {
  imageId: string
  amiId: string
  version: string
  creationTime: string
  /** Whether the build, at its very end, tagged the AMI as usable. */
  tagged: boolean
}
export type LogGroupFacts = {
  imageId: string
  creationTime: string
  /** What CloudWatch says it stores, packed and some hours late. */
  storedBytes?: number
}
export type DeletedStackFacts = {
  stackName: string
  stackId: string
  creationTime: string
  deletionTime: string
}

export type ImageFacts = {
  stacks: readonly StackFacts[]
  amis: readonly AmiFacts[]
  logGroups: readonly LogGroupFacts[]
  deletedStacks: readonly DeletedStackFacts[]
}

/**
 * One entry for each image id, newest build first: a stack, an AMI or a log group alone is enough to be listed.
 * Of several builds of one id the newest decides, so an AMI older than the stack belongs to an earlier build.
 */
export function mergeImages(facts: ImageFacts, region: string): ImageInfoSummary[] {
  const stacks = newestById(facts.stacks)
  const amis = newestById(facts.amis)
  const logGroups = newestById(facts.logGroups)
  const deletedStacks = newestById(
    facts.deletedStacks.map((stack) => ({ ...stack, imageId: stack.stackName })),
  )
  const imageIds = new Set([...stacks.keys(), ...amis.keys(), ...logGroups.keys()])
  const images = [...imageIds].map((imageId) =>
    mergeImage({
      imageId,
      region,
      stack: stacks.get(imageId),
      ami: amis.get(imageId),
      logGroup: logGroups.get(imageId),
      deletedStack: deletedStacks.get(imageId),
    }),
  )
  return images.sort(byNewest)
}

function newestById<Fact extends { imageId: string; creationTime: string }>(facts: readonly Fact[]) {
  const newest = new Map<string, Fact>()
  for (const fact of facts) {
    const other = newest.get(fact.imageId)
    // What was read later of the same build is newer.
    if (!other || other.creationTime <= fact.creationTime) newest.set(fact.imageId, fact)
  }
  return newest
}

export type OneImageFacts = {
  imageId: string
  region: string
  stack: StackFacts | undefined
  ami: AmiFacts | undefined
  logGroup: LogGroupFacts | undefined
  deletedStack: DeletedStackFacts | undefined
}

/** The list's entry for one image of which at least one fact is known. */
export function mergeImage({ imageId, region, logGroup, ...facts }: OneImageFacts): ImageInfoSummary {
  const { stack } = facts
  const ami = amiOfNewestBuild(facts.ami, stack)
  const deletedStack = deletedStackOfNewestBuild(facts.deletedStack, stack, ami)
  const began = stack ?? deletedStack ?? earlier(logGroup, ami) ?? ami ?? logGroup
  const ended =
    stack?.completionTime ?? deletedStack?.deletionTime ?? (began === ami ? undefined : ami?.creationTime)
  const imageBuildStatus = ami
    ? 'BUILD_COMPLETE'
    : stack
      ? imageBuildStatusOfStack(stack.stackStatus)
      : 'DELETE_COMPLETE'
  return {
    imageId,
    imageBuildStatus,
    region,
    version: (ami ?? stack)?.version ?? '',
    ...(ami && { ec2AmiInfo: { amiId: ami.amiId } }),
    ...(stack && {
      cloudformationStackArn: stack.stackId,
      cloudformationStackStatus: stack.stackStatus,
      ...(stack.stackStatusReason !== undefined && {
        cloudformationStackStatusReason: stack.stackStatusReason,
      }),
    }),
    ...(!stack &&
      deletedStack && {
        cloudformationStackArn: deletedStack.stackId,
        cloudformationStackStatus: 'DELETE_COMPLETE',
      }),
    ...(began && { creationTime: began.creationTime }),
    ...(ended !== undefined && imageBuildStatus !== 'BUILD_IN_PROGRESS' && { completionTime: ended }),
    hasLogGroup: logGroup !== undefined,
  }
}

/** While a stack stands, only an AMI made and tagged by that stack's build makes the build complete. */
function amiOfNewestBuild(ami: AmiFacts | undefined, stack: StackFacts | undefined): AmiFacts | undefined {
  if (!ami || !stack) return ami
  return ami.tagged && ami.creationTime >= stack.creationTime ? ami : undefined
}

/** A deleted stack tells of the newest build unless the AMI was made by a later one, or none ever was. */
function deletedStackOfNewestBuild(
  deleted: DeletedStackFacts | undefined,
  stack: StackFacts | undefined,
  ami: AmiFacts | undefined,
): DeletedStackFacts | undefined {
  if (!deleted || stack) return undefined
  return ami && (deleted.deletionTime < ami.creationTime || deleted.creationTime > ami.creationTime)
    ? undefined
    : deleted
}

/** A group older than the AMI was there when the build ran. */
function earlier(logGroup: LogGroupFacts | undefined, ami: AmiFacts | undefined): LogGroupFacts | undefined {
  return logGroup && (!ami || logGroup.creationTime <= ami.creationTime) ? logGroup : undefined
}

/** The newest build first. */
export function byNewest(a: ImageInfoSummary, b: ImageInfoSummary): number {
  const [timeA, timeB] = [a.creationTime ?? '', b.creationTime ?? '']
  if (timeA !== timeB) return timeA < timeB ? 1 : -1
  return a.imageId < b.imageId ? -1 : 1
}
