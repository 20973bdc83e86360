import type { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/lib/api-error'
import type { NamedScope } from '../addresses'
import { buildKey, causeQuery, outlineQuery } from '../build-log/queries'
import { parseAt } from '../log-events/anchor'
import { type Bookmark, parseBookmarks } from '../log-events/bookmarks'
import { logSource } from '../log-events/log-source'
import { newestStream } from '../newest-stream'
import { imageQuery, logStreamsQuery } from '../queries'
import { stackEventsQuery } from '../stack-events/queries'
import type { PageBuild } from './page-build'
import { readExcerpts } from './read-excerpts'

export type PageQuestion = {
  imageId: string
  scope: NamedScope
  /** The stream being read; absent: the newest build's. */
  logStreamName?: string | undefined
  /** Of the address: `at=`, and `bookmarks=`. */
  at?: string | undefined
  bookmarks?: string | undefined
  /** How many events are quoted before and after a marked one; six unless told. */
  surroundings?: number
}

/**
 * All that a saved page tells, through the queries that the views ask anyway. A part that is not there is left out; one
 * that could not be read is named. @throws ApiError when not even the image could be read
 */
export async function readPageBuild(client: QueryClient, question: PageQuestion): Promise<PageBuild> {
  const { imageId, scope } = question
  const { signal } = new AbortController()
  const unread: string[] = []
  const unlessUnread = async <Value>(what: string, asked: Promise<Value>): Promise<Value | undefined> => {
    try {
      return await asked
    } catch (error) {
      const isMissing = error instanceof ApiError && error.status === 404
      if (!isMissing)
        unread.push(`${what} could not be read: ${error instanceof Error ? error.message : error}`)
      return undefined
    }
  }
  const image = await client.query(imageQuery(imageId, scope))
  const streams = await unlessUnread('The log streams', client.query(logStreamsQuery(imageId, scope)))
  const logStreamName = question.logStreamName ?? newestStream(streams ?? [])?.logStreamName
  const [explanation, outline, stackEvents] = await Promise.all([
    unlessUnread(
      'The cause',
      client.query(causeQuery(imageId, scope, question.logStreamName, buildKey(image))),
    ),
    logStreamName === undefined
      ? undefined
      : unlessUnread('The steps', client.query(outlineQuery(imageId, logStreamName, scope))),
    unlessUnread('The stack events', client.query(stackEventsQuery({ imageId, ...scope }))),
  ])
  const marks = [...causeMarks(explanation), ...addressMarks(question)]
  const read =
    logStreamName === undefined
      ? undefined
      : await unlessUnread(
          'The marked lines',
          readExcerpts(logSource(imageId, logStreamName, scope), marks, signal, question.surroundings),
        )
  for (const { timestamp } of read?.missing ?? [])
    unread.push(`A marked line of ${new Date(timestamp).toISOString()} is not in the log.`)
  unread.push(...(explanation?.unread ?? []).map(({ source, message }) => `${source}: ${message}`))
  return {
    image,
    logStreamName,
    explanation,
    outline,
    excerpts: read?.excerpts ?? [],
    stackEvents,
    unread,
    savedAt: new Date(),
  }
}

function causeMarks(explanation: PageBuild['explanation']): Bookmark[] {
  const cause = explanation?.cause ?? explanation?.warning
  return (cause?.lines ?? []).flatMap(({ at, line = 0 }) => (at ? [{ anchor: at, line, note: '' }] : []))
}

function addressMarks({ at, bookmarks }: PageQuestion): Bookmark[] {
  const range = at === undefined ? null : parseAt(at)
  const ends = range ? [range.from, range.to] : []
  return [
    ...ends.map((anchor) => ({ anchor, line: 0, note: '' })),
    ...(bookmarks === undefined ? [] : parseBookmarks(bookmarks)),
  ]
}
