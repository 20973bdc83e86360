import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import { ApiError } from '@/lib/api-error'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from './addresses'
import { isMoving } from './build-state'
import { addPage, type ImageList } from './image-list'
import type { ImageDescription, ImageLogStreams, Images, LogStream } from './schemas'

/**
 * The path of an image's own addresses in the API; a log stream's name is one encoded segment. An image that is named as
 * one of our own addresses is told from it by an escape, which no client has to write otherwise.
 */
export function imagePath(imageId: string): string {
  return `/v3/images/custom/${imageId === 'failures' ? '%66ailures' : encodeURIComponent(imageId)}`
}

/** Failures AWS's SDK or our server already judged final are not asked again; the network's are, twice. */
export function retryUnlessAnswered(failures: number, error: Error): boolean {
  const answered = error instanceof ApiError && error.status >= 400
  return !answered && failures < 2
}

const whileBuilding = () => (globalThis.document?.visibilityState === 'hidden' ? 60_000 : 12_000)
const inCaseOneBegins = 60_000
/** A build at rest may be deleted, made anew, or no longer ours to see: while its page is looked at, it is asked for again. */
export const inCaseItGoes = () => (globalThis.document?.visibilityState === 'hidden' ? false : 60_000)
/** What a click asked for is not asked again by the page that it opens. */
const askedAheadMs = 5_000

/**
 * All images, merged and newest first, shown as the pages come. Asked again often while one is being built, now and
 * then otherwise; what is shown stays until all has been told anew.
 */
export const imagesQuery = (scope: NamedScope = {}) =>
  queryOptions<ImageList>({
    queryKey: ['images', scope],
    queryFn: streamedQuery({
      streamFn: ({ signal }: { signal: AbortSignal }) => imagePages(scope, signal),
      reducer: addPage,
      initialValue: noImages,
      refetchMode: 'replace',
    }),
    placeholderData: (last: ImageList | undefined) => last,
    retry: retryUnlessAnswered,
    refetchInterval: ({ state }) => (state.data?.images.some(isMoving) ? whileBuilding() : inCaseOneBegins),
  })

const noImages: ImageList = { images: [], isWhole: false }

async function* imagePages(scope: NamedScope, signal: AbortSignal): AsyncGenerator<Images> {
  let nextToken: string | undefined
  do {
    const page: Images = await getJson('/v3/images/custom', { signal, searchParams: { ...scope, nextToken } })
    yield page
    nextToken = page.nextToken
  } while (nextToken !== undefined)
}

/** One image. Asked again often while it is being built or deleted, now and then otherwise. */
export const imageQuery = (imageId: string, scope: NamedScope = {}) =>
  queryOptions({
    queryKey: ['image', imageId, scope],
    queryFn: ({ signal }) =>
      getJson<ImageDescription>(imagePath(imageId), { signal, searchParams: { ...scope } }),
    staleTime: askedAheadMs,
    retry: retryUnlessAnswered,
    refetchInterval: ({ state: { data } }) =>
      data && (isMoving(data) ? whileBuilding() : !data.kept && inCaseItGoes()),
    // The tab's title tells of the end to somebody who is elsewhere.
    refetchIntervalInBackground: true,
  })

/**
 * All log streams of an image, every page. Before the build writes its log this is a 404, and normal.
 * @param running whether the image is being built, while which its streams come and grow
 */
export const logStreamsQuery = (imageId: string, scope: NamedScope = {}, running = false) =>
  queryOptions({
    queryKey: ['log-streams', imageId, scope],
    queryFn: ({ signal }) => allLogStreams(imageId, scope, signal),
    staleTime: askedAheadMs,
    retry: retryUnlessAnswered,
    refetchInterval: running && whileBuilding,
  })

async function allLogStreams(imageId: string, scope: NamedScope, signal: AbortSignal): Promise<LogStream[]> {
  const streams: LogStream[] = []
  let nextToken: string | undefined
  do {
    const page: ImageLogStreams = await getJson(`${imagePath(imageId)}/logstreams`, {
      signal,
      searchParams: { ...scope, nextToken },
    })
    streams.push(...page.logStreams)
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return streams
}
