import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from '../addresses'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { BuildFacts } from './build-facts'

/** What a build that has ended began with. */
export const buildFactsQuery = (imageId: string, logStreamName: string, scope: NamedScope = {}) =>
  queryOptions({
    queryKey: ['facts', imageId, logStreamName, scope],
    queryFn: ({ signal }) =>
      getJson<BuildFacts>(`${imagePath(imageId)}/facts`, {
        signal,
        searchParams: { ...scope, logStreamName },
      }),
    retry: retryUnlessAnswered,
    staleTime: 5 * 60_000,
  })
