'use client'

import { useQuery } from '@tanstack/react-query'
import { imageQuery } from '@/lib/images/queries'
import type { LogAddress } from './use-log'

/** What the image says about the build that writes this log. An image that cannot be read is taken for finished. */
export type Build = { known: boolean; running: boolean; failed: boolean }

/** A finish is seen as soon as a log's reader would look for more lines. */
const whileRunning = 4_000

export function useBuild({ imageId, region, account }: LogAddress): Build {
  const { data, isError } = useQuery({
    ...imageQuery(imageId, { region, account }),
    refetchInterval: ({ state }) => state.data?.imageBuildStatus === 'BUILD_IN_PROGRESS' && whileRunning,
    refetchIntervalInBackground: false,
  })
  const status = data?.imageBuildStatus
  return {
    known: data !== undefined || isError,
    running: status === 'BUILD_IN_PROGRESS',
    failed: status === 'BUILD_FAILED',
  }
}
