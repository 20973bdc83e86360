import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import { retryUnlessAnswered } from './queries'
import type { Scopes } from './scopes'

/** Settings: they change with a restart only. */
export const scopesQuery = queryOptions({
  queryKey: ['scopes'],
  queryFn: ({ signal }) => getJson<Scopes>('/v3/scopes', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  retry: retryUnlessAnswered,
})
