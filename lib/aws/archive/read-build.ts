import 'server-only'
import { ApiError } from '@/lib/api-error'
import {
  exportedLines,
  exportLayout,
  stackEventPages,
  type Unread,
  unreadText,
} from '@/lib/images/archive/export-layout'
import { type ArchiveFile, textFile } from '@/lib/images/archive/pack-archive'
import type { LogEvent, LogStream, StackEvent } from '@/lib/images/schemas'
import { getImageStackEvents } from '../get-image-stack-events'
import { listImageLogStreams } from '../list-image-log-streams'
import { notFound } from '../not-found'
import { readLogStream } from '../read-log-stream'
import type { Scope } from '../scope'
import { pagesOf } from './pages-of'
import { spool } from './spool'

/** A build whose streams and stack are known, and whose logs can be read into files. */
export type ReadBuild = {
  /** The export's files, each read from AWS when it is asked for. Ends early, by a throw, only when `caller` aborts. */
  files(at: Date, mask: boolean, caller: AbortSignal): AsyncGenerator<ArchiveFile>
  /** What could not be read; complete once `files` has ended. */
  unread: readonly Unread[]
}

/**
 * Finds what there is of a build: its streams and its stack's events. A part that is not there is left out, as the CLI
 * does; one that is refused or fails is unread.
 * @throws ApiError 404 where neither is there, 429 for want of quota, AWS's first failure where neither could be read
 */
export async function readBuild(scope: Scope, imageId: string, signal: AbortSignal): Promise<ReadBuild> {
  const [streams, stackEvents] = await Promise.allSettled([
    allStreams(scope, imageId, signal),
    stackEventPagesOf(scope, imageId, signal),
  ])
  if (streams.status === 'rejected' && stackEvents.status === 'rejected') {
    const reasons = [streams.reason, stackEvents.reason] as unknown[]
    throw reasons.find((reason) => !isMissing(reason)) ?? new ApiError(404, notFound.image(imageId))
  }
  const unread: Unread[] = []
  const found = <Value>(what: string, settled: PromiseSettledResult<Value>): Value | undefined => {
    if (settled.status === 'fulfilled') return settled.value
    const reason: unknown = settled.reason
    if (reason instanceof ApiError && reason.status === 429) throw reason
    if (!isMissing(reason)) unread.push({ what, message: messageOf(reason) })
    return undefined
  }
  const foundStreams = found('Log streams', streams) ?? []
  const foundEvents = found('Stack events', stackEvents)

  async function* files(at: Date, mask: boolean, caller: AbortSignal): AsyncGenerator<ArchiveFile> {
    const layout = exportLayout(imageId, at)
    if (foundEvents) yield textFile(layout.stackEvents, stackEventPages(foundEvents, mask))
    for (const { logStreamName } of foundStreams) {
      const read = readLogStream(scope, { imageId, logStreamName }, caller)
      const spooled = await spool(lines(read, mask))
      try {
        caller.throwIfAborted()
        if (spooled.failure !== undefined) {
          const short = spooled.size > 0 ? 'Its end is missing. ' : ''
          unread.push({ what: `Log stream ${logStreamName}`, message: short + messageOf(spooled.failure) })
        }
        if (spooled.size > 0) {
          yield { path: layout.logStream(logStreamName), size: spooled.size, body: spooled.read() }
        }
      } finally {
        await spooled.close()
      }
    }
    if (unread.length > 0) yield textFile(layout.unread, unreadText(unread))
  }
  return { files, unread }
}

async function* lines(pages: AsyncGenerator<LogEvent[]>, mask: boolean): AsyncGenerator<string> {
  for await (const events of pages) yield exportedLines(events, mask)
}

async function allStreams(scope: Scope, imageId: string, signal: AbortSignal): Promise<LogStream[]> {
  const streams: LogStream[] = []
  const pages = pagesOf((token) => listImageLogStreams(scope, { imageId, ...token }, signal))
  for await (const page of pages) streams.push(...page.logStreams)
  return streams
}

async function stackEventPagesOf(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): Promise<StackEvent[][]> {
  const found: StackEvent[][] = []
  const pages = pagesOf((token) => getImageStackEvents(scope, { imageId, ...token }, signal))
  for await (const page of pages) found.push(page.events)
  return found
}

const isMissing = (error: unknown) => error instanceof ApiError && error.status === 404

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
