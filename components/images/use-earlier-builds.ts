'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import type { EarlierBuild } from '@/components/build-log/use-progress'
import type { NamedScope } from '@/lib/images/addresses'
import { comparableImages } from '@/lib/images/earlier-builds'
import { newestStream } from '@/lib/images/newest-stream'
import { imagesQuery, logStreamsQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'

/** Good builds this one can be compared with, best first, each by its newest log stream. */
export function useEarlierBuilds(image: ImageDescription | undefined, scope: NamedScope): EarlierBuild[] {
  const { data } = useQuery({ ...imagesQuery(scope), enabled: image !== undefined })
  const candidates = image && data ? comparableImages(image, data.images) : []
  return useQueries({
    queries: candidates.map(({ imageId }) => logStreamsQuery(imageId, scope)),
    combine: (results) =>
      results.flatMap(({ data: streams }, index) => {
        const stream = newestStream(streams ?? [])
        const imageId = candidates[index]?.imageId
        return stream && imageId ? [{ imageId, logStreamName: stream.logStreamName }] : []
      }),
  })
}
