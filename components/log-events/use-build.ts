'use client'

import { useQuery } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { ImageDescription } from '@/lib/images/schemas'
import type { LogAddress } from './use-log'

export type Build = { known: boolean; running: boolean; failed: boolean }

export function useBuild({ imageId, region, account }: LogAddress): Build {
  const { data, isError } = useQuery({
    queryKey: ['image', imageId, region, account],
    queryFn: ({ signal }) =>
      getJson<ImageDescription>(`/v3/images/custom/${encodeURIComponent(imageId)}`, {
        signal,
        searchParams: { region, account },
      }),
    refetchInterval: (query) => (query.state.data?.imageBuildStatus === 'BUILD_IN_PROGRESS' ? 5_000 : false),
    retry: false,
  })
  const status = data?.imageBuildStatus
  return {
    known: data !== undefined || isError,
    running: status === 'BUILD_IN_PROGRESS',
    failed: status === 'BUILD_FAILED',
  }
}
