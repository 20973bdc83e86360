import 'server-only'
import { ApiError } from '@/lib/api-error'
import { type Outline, outline as outlineSchema } from '@/lib/images/build-log/outline-schema'
import { progressOf } from '@/lib/images/build-log/progress'
import { comparableImages } from '@/lib/images/earlier-builds'
import { newestStream } from '@/lib/images/newest-stream'
import type { Notice } from '@/lib/images/notices/notice'
import { formatEstimate } from '@/lib/images/time-format'
import { withAnswerDeadline } from '../answer-deadline'
import { readOutline } from '../build-log/read-outline'
import { listImageLogStreams } from '../list-image-log-streams'
import { listImages } from '../list-images'
import type { Scope } from '../scope'
import { factsOf, noticeId } from './notice-of-end'
import type { WatchedBuild } from './watched-builds'

const minute = 60_000
/** A stream that AWS says was written to by then is not looked into; AWS's word may be an hour late. */
const quietMs = 20 * minute
/** Longer than any step that ends well is silent, without an earlier build to compare with. */
const silentMs = 90 * minute
/** The first lines usually come after a quarter of an hour. */
const unbegunMs = 60 * minute

/**
 * What is to be told of a running build that seems stuck; undefined of one that goes on. Costs a DescribeLogStreams, and
 * where that tells of silence the end of the log and, once, an earlier build's.
 * @throws ApiError
 */
export async function noticeOfStuck(
  scope: Scope,
  build: WatchedBuild,
  now: number,
  signal: AbortSignal,
): Promise<Omit<Notice, 'url'> | undefined> {
  const told = (...cause: string[]) => ({
    id: noticeId(build.stackId, 'build.stuck'),
    event: 'build.stuck' as const,
    outcome: 'stuck' as const,
    ...factsOf(build),
    at: new Date(now).toISOString(),
    cause,
  })
  const begun = Date.parse(build.startedAt)
  if (now - begun < quietMs) return undefined
  const streams = (await unlessMissing(streamsOf(scope, build.imageId, signal))) ?? []
  // Of an image built again, the earlier builds' streams stand too.
  const stream = newestStream(streams.filter(({ creationTime }) => Date.parse(creationTime) >= begun))
  if (!stream?.hasEvents) {
    return now - begun < unbegunMs
      ? undefined
      : told(`The build has written no log since it began ${formatEstimate(now - begun)} ago.`)
  }
  if (now - Date.parse(stream.lastEventTimestamp) < quietMs) return undefined
  const outline = await outlineOf(scope, build.imageId, stream.logStreamName, signal)
  const silence = now - (outline.lastTimestamp ?? begun)
  if (silence < quietMs) return undefined
  const progress = progressOf(outline, await earlierBuilds(scope, build, signal), now)
  if (progress?.verdict !== 'stuck' && silence < silentMs) return undefined
  const { step, usual } = progress ?? {}
  const where = progress?.stage?.name ?? (step === undefined ? undefined : `Step ${step}`)
  return told(
    `${where ?? 'The build'} has written nothing for ${formatEstimate(silence)}.`,
    ...(usual === undefined || progress?.stage ? [] : [`The step usually takes ${formatEstimate(usual)}.`]),
  )
}

async function streamsOf(scope: Scope, imageId: string, signal: AbortSignal) {
  return (await withAnswerDeadline(signal, (deadline) => listImageLogStreams(scope, { imageId }, deadline)))
    .logStreams
}

async function outlineOf(
  scope: Scope,
  imageId: string,
  logStreamName: string,
  signal: AbortSignal,
): Promise<Outline> {
  const { json } = await withAnswerDeadline(signal, (deadline) =>
    readOutline(scope, { imageId, logStreamName }, deadline),
  )
  return outlineSchema.parse(JSON.parse(Buffer.from(json).toString()))
}

/** The good build this one is best compared with; none where it cannot be read. */
async function earlierBuilds(scope: Scope, build: WatchedBuild, signal: AbortSignal): Promise<Outline[]> {
  try {
    const { images } = await withAnswerDeadline(signal, (deadline) => listImages(scope, {}, deadline))
    const [like] = comparableImages(build, images)
    if (!like) return []
    const stream = newestStream(await streamsOf(scope, like.imageId, signal))
    return stream ? [await outlineOf(scope, like.imageId, stream.logStreamName, signal)] : []
  } catch {
    return []
  }
}

async function unlessMissing<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
