import 'server-only'
import { ApiError } from '@/lib/api-error'
import { startOf } from '@/lib/images/build-state'
import type { ImageChanges } from '@/lib/images/changes/changes'
import { goodBuildsOf } from '@/lib/images/changes/last-good'
import { newestStream } from '@/lib/images/newest-stream'
import { isReadable } from '../allowed-images'
import { analyze, copyOf } from '../analysis/analyze'
import { explainImage } from '../build-log/explain-image'
import { readOutline } from '../build-log/read-outline'
import { describeImage } from '../describe-image'
import { everyImage } from '../fleet/every-image'
import { listImageLogStreams } from '../list-image-log-streams'
import { notFound } from '../not-found'
import { type Scope, scopeKey } from '../scope'
import { readBuildFacts } from './read-build-facts'

type Question = {
  imageId: string
  logStreamName?: string
  withImageId?: string
  withLogStreamName?: string
}
type Build = { imageId: string; logStreamName: string }

/**
 * How a build differs from another: the one that is named, else the last good one of its family.
 * @throws ApiError 404 when the image or the one that is named is unknown, or has no log
 */
export async function imageChanges(
  scope: Scope,
  { imageId, logStreamName, withImageId, withLogStreamName }: Question,
  signal: AbortSignal,
): Promise<ImageChanges> {
  if (withImageId !== undefined && !isReadable(scope, withImageId))
    throw new ApiError(404, notFound.image(withImageId))
  const here = { imageId, logStreamName: logStreamName ?? (await newestLog(scope, imageId, signal)) }
  const other = withImageId ?? (await lastGood(scope, imageId, signal))
  if (other === undefined) return { ...here, reason: 'No build of its family is known to have ended well.' }
  const there = {
    imageId: other,
    logStreamName: withLogStreamName ?? (await newestLog(scope, other, signal)),
  }
  const [mine, theirs, { cause }] = await Promise.all([
    readBuild(scope, here, signal),
    readBuild(scope, there, signal),
    explainImage(scope, here, signal),
  ])
  const key = `${scopeKey(scope)}/${imageId}/${here.logStreamName}`
  const changes = await analyze(
    'compare',
    key,
    [mine.outline, mine.facts, theirs.outline, theirs.facts, cause],
    signal,
  )
  return { ...here, comparedWith: there, changes }
}

async function readBuild(scope: Scope, build: Build, signal: AbortSignal) {
  const [{ json }, facts] = await Promise.all([
    readOutline(scope, build, signal),
    readBuildFacts(scope, build, signal),
  ])
  return { outline: copyOf(json), facts }
}

async function lastGood(scope: Scope, imageId: string, signal: AbortSignal): Promise<string | undefined> {
  const image = await describeImage(scope, { imageId }, signal)
  const images = (await everyImage(scope, signal)).filter((each) => isReadable(scope, each.imageId))
  return goodBuildsOf({ ...image, startedAt: startOf(image) }, images).find(
    (each) => each.image.hasLogGroup !== false,
  )?.image.imageId
}

async function newestLog(scope: Scope, imageId: string, signal: AbortSignal): Promise<string> {
  const { logStreams } = await listImageLogStreams(scope, { imageId }, signal)
  const newest = newestStream(logStreams)?.logStreamName
  if (newest === undefined) throw new ApiError(404, notFound.logGroup(imageId))
  return newest
}
