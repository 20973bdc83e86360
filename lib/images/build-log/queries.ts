import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from '../addresses'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { ImageInfoSummary } from '../schemas'
import { failuresIn } from './failure-batches'
import type { ImageExplanation } from './operations'
import type { Outline } from './outline-schema'

const WHILE_BUILDING = 12_000
/** The last lines of a build can come minutes after its end. */
const SETTLING = 5 * 60_000

/** The outline of one log stream. A running build's is asked for again; that it ended asks once more. */
export const outlineQuery = (
  imageId: string,
  logStreamName: string,
  scope: NamedScope = {},
  running = false,
) =>
  queryOptions({
    queryKey: ['outline', imageId, logStreamName, scope, running ? 'running' : 'ended'],
    queryFn: ({ signal }) =>
      getJson<Outline>(`${imagePath(imageId)}/outline`, {
        signal,
        searchParams: { ...scope, logStreamName },
      }),
    // What the build's end asks for again stays on the screen meanwhile; a build begun anew has steps of its own.
    placeholderData: (last: Outline | undefined, query) =>
      !running && query?.queryKey[1] === imageId && query.queryKey[2] === logStreamName ? last : undefined,
    retry: retryUnlessAnswered,
    staleTime: running ? 0 : SETTLING,
    refetchInterval: running && WHILE_BUILDING,
  })

/**
 * Why the build failed, or why there is nothing to tell. Absent `logStreamName`: the newest build, which may be
 * another one tomorrow; `build` tells builds of one image apart (see `buildKey`).
 */
export const causeQuery = (imageId: string, scope: NamedScope = {}, logStreamName?: string, build?: string) =>
  queryOptions({
    queryKey: ['cause', imageId, logStreamName, scope, build],
    queryFn: ({ signal }) =>
      getJson<ImageExplanation>(`${imagePath(imageId)}/cause`, {
        signal,
        searchParams: { ...scope, logStreamName },
      }),
    retry: retryUnlessAnswered,
    staleTime: SETTLING,
  })

/**
 * What failed in a build, in short, for the list of images: asked for together with what other rows want to know. Only
 * for rows in sight.
 */
export const failureQuery = (imageId: string, scope: NamedScope, build: string) =>
  queryOptions({
    queryKey: ['failure', imageId, scope, build],
    queryFn: ({ signal }) => failuresIn(scope).load(imageId, signal),
    retry: retryUnlessAnswered,
    staleTime: SETTLING,
    gcTime: 60 * 60_000,
  })

/** Another build of the same image has another stack; the same build, another state. */
export const buildKey = (
  image: Pick<ImageInfoSummary, 'imageBuildStatus' | 'cloudformationStackArn' | 'creationTime'>,
): string => `${image.cloudformationStackArn ?? image.creationTime ?? ''} ${image.imageBuildStatus}`
