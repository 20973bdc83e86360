import 'server-only'
import { LRUCache } from 'lru-cache'
import { ApiError } from '@/lib/api-error'
import { type BuildSteps, buildSteps } from '@/lib/images/fleet/family-builds'
import { newestStream } from '@/lib/images/newest-stream'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { requestStorage } from '@/lib/request-context'
import { analyze, copyOf } from '../analysis/analyze'
import { callDeadline } from '../answer-deadline'
import { awsNow } from '../aws-clock'
import { toAwsFailure } from '../aws-failure'
import { keptResults } from '../build-log/kept-results'
import { readOutline } from '../build-log/read-outline'
import { listImageLogStreams } from '../list-image-log-streams'
import { inBackground } from '../quota/background'
import { claim } from '../quota/valkey'
import { type Scope, scopeKey } from '../scope'

/** Some kilobytes each. */
const mostInMemory = 2_000
const kept = keptResults('steps', buildSteps, { mostInMemory })

/** A replica that reads a log and is not heard of for so long is waited for no more. */
const claimMs = 60_000
/** What could not be read is tried again after so long, when somebody asks. */
const restMs = 60_000

/** So long after its end a build's log gets no more lines. */
const settledMs = 60 * 60_000
const endedJustNow = 'The build ended a moment ago: the end of its log may still be on its way.'

const unread = new LRUCache<string, string>({ max: 2_000, ttl: restMs })
/** Builds whose logs are waiting or being read, by scope: one at a time. */
const queues = new Map<string, Map<string, ImageInfoSummary>>()

/** Tells the image's newest build from a later one of its name, and from itself in another state. */
const keyOf = (image: ImageInfoSummary) =>
  image.ec2AmiInfo?.amiId ?? `${image.cloudformationStackArn ?? ''} ${image.cloudformationStackStatus ?? ''}`

/** How long the steps of an ended build took, where its log was read before, here or by another replica. */
export const knownSteps = (image: ImageInfoSummary): Promise<BuildSteps | undefined> => kept.get(keyOf(image))

/**
 * Has the logs of ended builds read in the background, one at a time, each once. A whole log is some requests to AWS,
 * which give way to those somebody waits for.
 */
export function fillSteps(
  scope: Scope,
  images: readonly ImageInfoSummary[],
): { isReading: boolean; unread: number; reason?: string } {
  const key = scopeKey(scope)
  const queue = queues.get(key)
  const wanted = images.filter((image) => !unread.has(keyOf(image)))
  const reasons = images.flatMap((image) => unread.get(keyOf(image)) ?? [])
  const reason = reasons.at(-1)
  for (const image of wanted) queue?.set(keyOf(image), image)
  if (!queue && wanted.length > 0) {
    const begun = new Map(wanted.map((image) => [keyOf(image), image]))
    queues.set(key, begun)
    void requestStorage().exit(() => readAll(scope, key, begun))
  }
  return { isReading: wanted.length > 0, unread: reasons.length, ...(reason !== undefined && { reason }) }
}

async function readAll(scope: Scope, key: string, queue: Map<string, ImageInfoSummary>): Promise<void> {
  for (const [build, image] of queue) {
    const signal = callDeadline()
    try {
      // Another replica's turn: what it finds out is known when somebody asks again.
      if ((await kept.get(build)) === undefined && (await claim(`steps ${build}`, claimMs)))
        await inBackground(() => readSteps(scope, build, image, signal))
    } catch (error) {
      unread.set(build, error instanceof ApiError ? error.message : toAwsFailure(error, signal).message)
    }
    queue.delete(build)
  }
  queues.delete(key)
}

async function readSteps(
  scope: Scope,
  build: string,
  { imageId, completionTime = '' }: ImageInfoSummary,
  signal: AbortSignal,
): Promise<void> {
  const { logStreams } = await listImageLogStreams(scope, { imageId }, signal)
  const logStreamName = newestStream(logStreams)?.logStreamName
  if (logStreamName === undefined) throw new ApiError(404, 'The build has no log.')
  const { json, ended } = await readOutline(scope, { imageId, logStreamName }, signal)
  if (!ended && awsNow(scope) - Date.parse(completionTime) < settledMs) throw new ApiError(404, endedJustNow)
  await kept.set(build, await analyze('stepTimes', build, [logStreamName, copyOf(json)], signal))
}
