import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from '../addresses'
import { cleanLine } from '../build-log/clean-line'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { ImageLogEvents } from '../schemas'

const askedEvery = 12_000
const longestShown = 300

/** The last lines of a log that is being written, oldest first, as plain text; asked for again while somebody looks. */
export const lastLinesQuery = (imageId: string, logStreamName: string, scope: NamedScope, most: number) =>
  queryOptions({
    queryKey: ['last-lines', imageId, logStreamName, scope, most],
    queryFn: ({ signal }) =>
      getJson<ImageLogEvents>(`${imagePath(imageId)}/logstreams/${encodeURIComponent(logStreamName)}`, {
        signal,
        searchParams: { ...scope, startFromHead: 'false', limit: String(most) },
      }),
    select: ({ events }) => lastLines(events, most),
    retry: retryUnlessAnswered,
    refetchInterval: askedEvery,
  })

/** The last lines that say something, of the last events of a log. */
export const lastLines = (events: ImageLogEvents['events'], most: number): string[] =>
  events
    .flatMap(({ message }) => message.split('\n'))
    .map((line) => cleanLine(line, longestShown).trimEnd())
    .filter((line) => line.trim() !== '' && !/^(Stdout|Stderr):$/.test(line))
    .slice(-most)
