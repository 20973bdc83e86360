import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { Place } from '../addresses'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { ImageExplanation } from './operations'
import type { Outline } from './outline-schema'

const WHILE_BUILDING = 12_000

/** The outline of one log stream. A finished build's never changes; a running one's is asked for again. */
export const outlineQuery = (imageId: string, logStreamName: string, place: Place = {}, running = false) =>
  queryOptions({
    queryKey: ['outline', imageId, logStreamName, place],
    queryFn: ({ signal }) =>
      getJson<Outline>(`${imagePath(imageId)}/outline`, {
        signal,
        searchParams: { ...place, logStreamName },
      }),
    retry: retryUnlessAnswered,
    staleTime: running ? 0 : Number.POSITIVE_INFINITY,
    refetchInterval: running && WHILE_BUILDING,
  })

/**
 * Why the build failed, or why there is nothing to tell. Absent `logStreamName`: the newest build, which may be
 * another one tomorrow; the server answers again without reading the log again.
 */
export const causeQuery = (imageId: string, place: Place = {}, logStreamName?: string) =>
  queryOptions({
    queryKey: ['cause', imageId, logStreamName, place],
    queryFn: ({ signal }) =>
      getJson<ImageExplanation>(`${imagePath(imageId)}/cause`, {
        signal,
        searchParams: { ...place, logStreamName },
      }),
    retry: retryUnlessAnswered,
    staleTime: 5 * 60_000,
  })
