import 'server-only'
import type { Explanation } from '@/lib/images/build-log/cause'
import type { ImageFailure } from '@/lib/images/build-log/image-failure'
import type { ImageDescription, ImageInfoSummary } from '@/lib/images/schemas'
import type { ImageAttempt, ImageAttempts } from '@/lib/images/stack-events/attempt-schema'
import { isShown } from '../allowed-images'
import { causeEngine } from '../build-log/cause-engine'
import { listImageAttempts } from '../list-image-attempts'
import type { Scope } from '../scope'
import { keptBuilds } from './kept-builds'
import { keptBuildsOf, openKept } from './open-kept'

/** The newest kept build of each image, as the list of images tells of it; those AWS knows as well included. */
export async function keptImages(scope: Scope): Promise<ImageInfoSummary[]> {
  const kept = new Map<string, ImageInfoSummary>()
  for (const { imageId, description } of await keptBuilds(scope)) {
    if (!isShown(imageId)) continue
    const summary = summaryOf(description)
    const other = kept.get(imageId)
    if (!other || (other.creationTime ?? '') < (summary.creationTime ?? '')) kept.set(imageId, summary)
  }
  return [...kept.values()]
}

function summaryOf(image: ImageDescription): ImageInfoSummary {
  const { ec2AmiInfo, cloudformationStackArn, cloudformationStackStatus, buildStartTime, completionTime } =
    image
  return {
    imageId: image.imageId,
    imageBuildStatus: image.imageBuildStatus,
    region: image.region,
    version: image.version,
    ...(ec2AmiInfo && { ec2AmiInfo: { amiId: ec2AmiInfo.amiId } }),
    ...(cloudformationStackArn !== undefined && { cloudformationStackArn }),
    ...(cloudformationStackStatus !== undefined && { cloudformationStackStatus }),
    ...(buildStartTime !== undefined && { creationTime: buildStartTime }),
    ...(completionTime !== undefined && { completionTime }),
    hasLogGroup: image.hasLogGroup === true,
    kept: true,
  }
}

/** What failed in a kept build: as it was found then, or found anew by a newer engine. Undefined where none is kept. */
export async function keptFailure(scope: Scope, imageId: string): Promise<ImageFailure | undefined> {
  const [newest] = await keptBuildsOf(scope, imageId, {})
  if (!newest) return undefined
  const { explained, description } = newest
  const explanation =
    explained?.engine === causeEngine
      ? explained.explanation
      : (await openKept(scope, imageId, {}))?.cause(undefined)
  return explanation && toImageFailure(imageId, explanation, description.completionTime)
}

function toImageFailure(
  imageId: string,
  { outcome, cause, reason }: Explanation,
  completionTime: string | undefined,
): ImageFailure {
  return {
    imageId,
    outcome,
    ...(cause?.step !== undefined && { step: cause.step }),
    ...(cause && cause.certainty !== 'unrecognised' && { sentence: cause.sentence }),
    ...(reason !== undefined && { reason }),
    ...(completionTime !== undefined && { completionTime }),
  }
}

/** AWS's builds of the image, and those that only the archive knows, newest first. @throws ApiError */
export async function listAttemptsAndKept(
  scope: Scope,
  question: { imageId: string },
  signal: AbortSignal,
): Promise<ImageAttempts> {
  const { attempts } = await listImageAttempts(scope, question, signal)
  const known = new Map(attempts.map((attempt) => [attempt.stackId, attempt]))
  for (const { description } of await keptBuildsOf(scope, question.imageId, {})) {
    const attempt = attemptOf(description)
    if (attempt && !known.has(attempt.stackId)) known.set(attempt.stackId, attempt)
  }
  return { attempts: [...known.values()].sort((a, b) => b.creationTime.localeCompare(a.creationTime)) }
}

function attemptOf({
  cloudformationStackArn,
  cloudformationStackStatus = '',
  buildStartTime,
}: ImageDescription): ImageAttempt | undefined {
  if (cloudformationStackArn === undefined || buildStartTime === undefined) return undefined
  return {
    stackId: cloudformationStackArn,
    stackStatus: cloudformationStackStatus,
    creationTime: buildStartTime,
    kept: true,
  }
}
