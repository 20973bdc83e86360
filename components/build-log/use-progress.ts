'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { type Progress, progressOf } from '@/lib/images/build-log/progress'
import { outlineQuery } from '@/lib/images/build-log/queries'

/** A log of an earlier build to learn from: of the same image, or of the same ParallelCluster version. */
export interface EarlierBuild {
  imageId: string
  logStreamName: string
}

export type BuildProgressNow = { progress: Progress | undefined; outline: Outline | undefined }

/** Where the build that writes a log stream is; asks nothing without one. Good ones among `earlier` say what is usual. */
export function useProgress(
  imageId: string,
  logStreamName: string | undefined,
  scope: NamedScope,
  earlier: readonly EarlierBuild[],
  now: number,
): BuildProgressNow {
  const isBuilding = logStreamName !== undefined
  const { data: outline } = useQuery({
    ...outlineQuery(imageId, logStreamName ?? '', scope, true),
    enabled: isBuilding,
  })
  const others = useQueries({
    queries: (isBuilding ? earlier.slice(0, 3) : []).map((build) =>
      outlineQuery(build.imageId, build.logStreamName, scope),
    ),
    combine: (results) => results.flatMap(({ data }) => (data && isGood(data) ? [data] : [])),
  })
  return { progress: isBuilding && outline ? progressOf(outline, others, now) : undefined, outline }
}

const isGood = ({ outcome }: Outline) => outcome === 'ok' || outcome === 'warning'
