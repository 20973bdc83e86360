import 'server-only'
import { LRUCache } from 'lru-cache'
import { ApiError } from '@/lib/api-error'
import { explainBuild } from '@/lib/images/build-log/cause'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import type { LogStream, StackEvent } from '@/lib/images/schemas'
import { describeImage } from '../describe-image'
import { getImageStackEvents } from '../get-image-stack-events'
import { listImageLogStreams } from '../list-image-log-streams'
import { type Scope, scopeKey } from '../scope'
import { readOutline } from './read-outline'

const MOST_PAGES = 20

/** A list of failed builds in many tabs asks the same again and again; an ended build is looked at once a minute. */
const held = globalThis as { buildLogExplanations?: LRUCache<string, ImageExplanation> }
held.buildLogExplanations ??= new LRUCache({ max: 500, ttl: 60_000 })
const recent = held.buildLogExplanations

/**
 * Why an image's newest build failed, or why there is no cause to tell. With `logStreamName`, that build: of one
 * that is not the newest only its log can tell, since stack and image have moved on.
 * @throws ApiError 404 when the image is unknown
 */
export async function explainImage(
  scope: Scope,
  question: { imageId: string; logStreamName?: string },
  signal: AbortSignal,
): Promise<ImageExplanation> {
  const key = `${scopeKey(scope)}/${question.imageId}/${question.logStreamName ?? ''}`
  const known = recent.get(key)
  if (known) return known
  const explained = await explain(scope, question, signal)
  if (explained.outcome !== 'running') recent.set(key, explained)
  return explained
}

async function explain(
  scope: Scope,
  { imageId, logStreamName }: { imageId: string; logStreamName?: string },
  signal: AbortSignal,
): Promise<ImageExplanation> {
  const [image, streams, stackEvents] = await Promise.all([
    describeImage(scope, { imageId }, signal),
    unlessMissing(allLogStreams(scope, imageId, signal), []),
    unlessMissing(allStackEvents(scope, imageId, signal), []),
  ])
  const newest = newestOf(streams)?.logStreamName
  const name = logStreamName ?? newest
  const outline = name === undefined ? undefined : await readLog(scope, imageId, name, logStreamName, signal)
  const known = name === newest ? { outline, stackEvents, image } : { outline }
  return { imageId, ...(name === undefined ? {} : { logStreamName: name }), ...explainBuild(known) }
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

export function newestOf(streams: readonly LogStream[]): LogStream | undefined {
  return [...streams].sort((a, b) => (a.lastEventTimestamp < b.lastEventTimestamp ? 1 : -1))[0]
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
