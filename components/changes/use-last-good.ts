'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import { outlineQuery } from '@/lib/images/build-log/queries'
import { startOf } from '@/lib/images/build-state'
import { goodBuildsOf } from '@/lib/images/changes/last-good'
import { comparableImages } from '@/lib/images/earlier-builds'
import { newestFirst, newestStream } from '@/lib/images/newest-stream'
import { imagesQuery, logStreamsQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'
import type { ComparedWith } from './compared-build'

/** Each costs a whole log the first time. */
const mostOwn = 2

/**
 * The build that a failed one is best compared with: the last good one of its family or of its own earlier attempts,
 * else one that ended well since, else one of the same version. Asks nothing without an image.
 */
export function useLastGood(
  image: ImageDescription | undefined,
  logStreamName: string | undefined,
  scope: NamedScope,
): ComparedWith | undefined {
  const { data } = useQuery({ ...imagesQuery(scope), enabled: image !== undefined })
  const { data: streams } = useQuery({
    ...logStreamsQuery(image?.imageId ?? '', scope),
    enabled: image !== undefined,
  })
  const family = image
    ? goodBuildsOf({ ...image, startedAt: startOf(image) }, data?.images ?? []).filter(
        (each) => each.image.hasLogGroup !== false,
      )[0]
    : undefined
  const [alike] = image && data?.isWhole && !family ? comparableImages(image, data.images) : []
  const candidate = family?.image ?? alike
  const { data: theirs } = useQuery({
    ...logStreamsQuery(candidate?.imageId ?? '', scope),
    enabled: candidate !== undefined,
  })
  const own = useOwnEarlier(image?.imageId, logStreamName, streams ?? [], scope)
  const startedAt = candidate?.creationTime ?? ''
  if (own && (!family || family.isLater || own.creationTime > startedAt))
    return {
      imageId: image?.imageId ?? '',
      logStreamName: own.logStreamName,
      scope,
      name: 'the last good build',
    }
  const stream = newestStream(theirs ?? [])
  if (!candidate || !stream) return undefined
  const name = family
    ? family.isLater
      ? 'a later good build'
      : 'the last good build'
    : 'a good build of the same version'
  return { imageId: candidate.imageId, logStreamName: stream.logStreamName, scope, name }
}

/** The newest of the image's own earlier builds that ended well; only its log tells that. */
function useOwnEarlier(
  imageId: string | undefined,
  logStreamName: string | undefined,
  streams: Parameters<typeof newestFirst>[0],
  scope: NamedScope,
) {
  const ordered = newestFirst(streams)
  const at = ordered.findIndex((stream) => stream.logStreamName === logStreamName)
  const earlier = imageId !== undefined && at >= 0 ? ordered.slice(at + 1, at + 1 + mostOwn) : []
  return useQueries({
    queries: earlier.map((stream) => outlineQuery(imageId ?? '', stream.logStreamName, scope)),
    combine: (results) =>
      earlier.find((_, index) => {
        const outcome = results[index]?.data?.outcome
        return outcome === 'ok' || outcome === 'warning'
      }),
  })
}
