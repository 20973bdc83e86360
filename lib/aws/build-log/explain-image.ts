import 'server-only'
import { LRUCache } from 'lru-cache'
import { ApiError } from '@/lib/api-error'
import { type ImageExplanation, imageExplanation } from '@/lib/images/build-log/operations'
import { newestStream } from '@/lib/images/newest-stream'
import type { LogStream, StackEvent } from '@/lib/images/schemas'
import type { UnreadSource } from '@/lib/images/unread-source'
import { analyze, copyOf } from '../analysis/analyze'
import { awsNow } from '../aws-clock'
import { describeImage } from '../describe-image'
import { findStack } from '../find-stack'
import { getImageStackEvents } from '../get-image-stack-events'
import { listImageLogStreams } from '../list-image-log-streams'
import { type Scope, scopeKey } from '../scope'
import { keptResults } from './kept-results'
import { readOutline } from './read-outline'

const MOST_PAGES = 20

/**
 * What was told of a build that ended, and of which one: its stack, in the state it was in. `checkedAt` is on
 * performance.now()'s clock, which never jumps.
 */
type Held = { explained: ImageExplanation; stack: string | undefined; checkedAt: number }

/** Many tabs ask at once; so long nobody looks whether the image was built anew. */
const TRUSTED_MS = 10_000
/** Where there is no stack to ask, or only Image Builder did not speak, longer: all would have to be read again. */
const TRUSTED_WITHOUT_STACK_MS = 60_000
/** So long after its end a build's log gets no more lines. */
const SETTLED_MS = 60 * 60_000

// On globalThis: Next may load this module more than once in one process.
const held = globalThis as { buildLogExplanations?: LRUCache<string, Held> }
held.buildLogExplanations ??= new LRUCache({ max: 500 })
const recent = held.buildLogExplanations

const kept = keptResults('explanation', imageExplanation)

/**
 * Why an image's newest build failed, or why there is no cause to tell. With `logStreamName`, that build: of one
 * that is not the newest only its log can tell, since stack and image have moved on. An ended build is looked into
 * once, restarts included; later its stack is asked whether it is still the same build.
 * @throws ApiError 404 when the image is unknown
 */
export async function explainImage(
  scope: Scope,
  question: { imageId: string; logStreamName?: string },
  signal: AbortSignal,
): Promise<ImageExplanation> {
  const key = `${scopeKey(scope)}/${question.imageId}/${question.logStreamName ?? ''}`
  const known = recent.get(key)
  const trusted = known?.stack === undefined ? TRUSTED_WITHOUT_STACK_MS : TRUSTED_MS
  if (known && performance.now() - known.checkedAt < trusted) return known.explained
  const stack = await stackNow(scope, question.imageId, signal)
  if (known && stack !== undefined && stack === known.stack) {
    known.checkedAt = performance.now()
    return known.explained
  }
  const build = stack && `${stack} ${question.logStreamName ?? ''}`
  const before = build && (await kept.get(build))
  if (before) {
    recent.set(key, { explained: before, stack, checkedAt: performance.now() })
    return before
  }
  const { explained, settled } = await explain(scope, question, signal)
  const whole = explained.unread === undefined
  if (settled) recent.set(key, { explained, stack: whole ? stack : undefined, checkedAt: performance.now() })
  if (settled && whole && build) await kept.set(build, explained)
  return explained
}

/** Undefined where there is no stack to tell: deleted, not ours to see, or AWS fails, which explaining will meet. */
async function stackNow(scope: Scope, imageId: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const stack = await findStack(scope, imageId, signal)
    return stack ? `${stack.StackId} ${stack.StackStatus}` : undefined
  } catch {
    return undefined
  }
}

async function explain(
  scope: Scope,
  { imageId, logStreamName }: { imageId: string; logStreamName?: string },
  signal: AbortSignal,
): Promise<{ explained: ImageExplanation; settled: boolean }> {
  const [image, streams, stackEvents] = await Promise.all([
    unlessUnread('image', describeImage(scope, { imageId }, signal)),
    unlessUnread('log', unlessMissing(allLogStreams(scope, imageId, signal), [])),
    unlessUnread('stackEvents', unlessMissing(allStackEvents(scope, imageId, signal), [])),
  ])
  const newest = newestStream(streams.value ?? [])?.logStreamName
  const name = logStreamName ?? newest
  const log =
    name === undefined
      ? { value: undefined }
      : await unlessUnread('log', readLog(scope, imageId, name, logStreamName, signal))
  // Without a word of AWS on the build, nor of its log, there is nothing to tell.
  if (image.failure && !log.value) throw image.failure.error
  const failures = [image, log.failure ? {} : streams, log, stackEvents].flatMap(
    ({ failure }) => failure ?? [],
  )
  // Of another build than the newest, only its log tells.
  const isNewest = name === newest
  if (!isNewest && log.failure) throw log.failure.error
  const unread = [
    ...failures.map(({ source, error }) => ({ source, message: error.message })),
    ...((isNewest && image.value?.unread) || []),
  ]
  const evidence = {
    partly: unread.length > 0,
    ...(isNewest && {
      // No cause is in the properties, and they are most of an event's length.
      stackEvents: stackEvents.value?.map(({ resourceProperties: _, ...event }) => event),
      image: image.value,
      failureContext: image.value?.imagebuilderFailureContext,
    }),
  }
  const outline = log.value && copyOf(log.value.json)
  const key = `${scopeKey(scope)}/${imageId}/${name ?? ''}`
  const explanation = await analyze('explain', key, [outline, evidence], signal)
  return {
    explained: {
      imageId,
      ...(name === undefined ? {} : { logStreamName: name }),
      ...explanation,
      ...(unread.length > 0 && { unread }),
    },
    // The last lines of a failed build's log may still be on their way.
    settled:
      unread.every(({ source }) => source === 'imageBuilder') &&
      explanation.outcome !== 'running' &&
      (log.value?.ended === true ||
        awsNow(scope) - Date.parse(image.value?.completionTime ?? '') > SETTLED_MS),
  }
}

type Read<Value> = { value?: Value; failure?: { source: UnreadSource['source']; error: ApiError } }

/**
 * One source that cannot be read leaves the others to tell. What is not there at all stays the failure it is, and so
 * does want of quota: it is over in seconds, and its answer would be half of one.
 */
async function unlessUnread<Value>(
  source: UnreadSource['source'],
  asked: Promise<Value>,
): Promise<Read<Value>> {
  try {
    return { value: await asked }
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 404 || error.status === 429) throw error
    return { failure: { source, error } }
  }
}

/** A stream that was asked for by name must be there; one that was only found may be gone by now. */
function readLog(
  scope: Scope,
  imageId: string,
  logStreamName: string,
  asked: string | undefined,
  signal: AbortSignal,
) {
  const read = readOutline(scope, { imageId, logStreamName }, signal)
  return asked === undefined ? unlessMissing(read, undefined) : read
}

async function allLogStreams(scope: Scope, imageId: string, signal: AbortSignal): Promise<LogStream[]> {
  return allPages(async (nextToken) => {
    const page = await listImageLogStreams(scope, { imageId, ...nextToken }, signal)
    return { items: page.logStreams, nextToken: page.nextToken }
  })
}

async function allStackEvents(scope: Scope, imageId: string, signal: AbortSignal): Promise<StackEvent[]> {
  return allPages(async (nextToken) => {
    const page = await getImageStackEvents(scope, { imageId, ...nextToken }, signal)
    return { items: page.events, nextToken: page.nextToken }
  })
}

async function allPages<Item>(
  read: (token: { nextToken?: string }) => Promise<{ items: Item[]; nextToken: string | undefined }>,
): Promise<Item[]> {
  const items: Item[] = []
  let nextToken: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read(nextToken === undefined ? {} : { nextToken })
    items.push(...answer.items)
    nextToken = answer.nextToken
    if (nextToken === undefined) break
  }
  return items
}

async function unlessMissing<Value, Otherwise>(
  asked: Promise<Value>,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return otherwise
    throw error
  }
}
