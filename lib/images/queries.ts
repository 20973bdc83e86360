import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError } from '@/lib/api-error'
import { getJson } from '@/lib/get-json'
import type { Place } from './addresses'
import { isMoving } from './build-state'
import type { ImageDescription, ImageLogStreams, Images, LogStream } from './schemas'

/** The path of an image's own addresses in the API; a log stream's name is one encoded segment. */
export function imagePath(imageId: string): string {
  return `/v3/images/custom/${encodeURIComponent(imageId)}`
}

/** Failures AWS's SDK or our server already judged final are not asked again; the network's are, twice. */
export function retryUnlessAnswered(failures: number, error: Error): boolean {
  const answered = error instanceof ApiError && error.status >= 400
  return !answered && failures < 2
}

const whileBuilding = () => (globalThis.document?.visibilityState === 'hidden' ? 60_000 : 12_000)
const inCaseOneBegins = 60_000

/** All images, merged and newest first. Asked again often while one is being built, now and then otherwise. */
export const imagesQuery = (place: Place = {}) =>
  queryOptions({
    queryKey: ['images', place],
    queryFn: ({ signal }) => getJson<Images>('/v3/images/custom', { signal, searchParams: { ...place } }),
    placeholderData: keepPreviousData,
    retry: retryUnlessAnswered,
    refetchInterval: ({ state }) => (state.data?.images.some(isMoving) ? whileBuilding() : inCaseOneBegins),
  })

/** One image. Asked again while it is being built or deleted. */
export const imageQuery = (imageId: string, place: Place = {}) =>
  queryOptions({
    queryKey: ['image', imageId, place],
    queryFn: ({ signal }) =>
      getJson<ImageDescription>(imagePath(imageId), { signal, searchParams: { ...place } }),
    retry: retryUnlessAnswered,
    refetchInterval: ({ state }) => state.data && isMoving(state.data) && whileBuilding(),
    // The tab's title tells of the end to somebody who is elsewhere.
    refetchIntervalInBackground: true,
  })

/**
 * All log streams of an image, every page. Before the build writes its log this is a 404, and normal.
 * @param running whether the image is being built, while which its streams come and grow
 */
export const logStreamsQuery = (imageId: string, place: Place = {}, running = false) =>
  queryOptions({
    queryKey: ['log-streams', imageId, place],
    queryFn: ({ signal }) => allLogStreams(imageId, place, signal),
    retry: retryUnlessAnswered,
    refetchInterval: running && whileBuilding,
  })

async function allLogStreams(imageId: string, place: Place, signal: AbortSignal): Promise<LogStream[]> {
  const streams: LogStream[] = []
  let nextToken: string | undefined
  do {
    const page: ImageLogStreams = await getJson(`${imagePath(imageId)}/logstreams`, {
      signal,
      searchParams: { ...place, nextToken },
    })
    streams.push(...page.logStreams)
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return streams
}
