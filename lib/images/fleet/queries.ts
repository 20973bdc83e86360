import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from '../addresses'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { ImageFamily } from './family-builds'
import type { Failures } from './operations'

const path = '/v3/images/custom/failures'
const whileReading = 2_000
const inCaseOneEnds = 60_000

/** What of the failures is asked for; empty texts ask for nothing. */
export type FailuresQuestion = { q: string; version: string; system: string; days: number | undefined }

/** Failed builds by their cause. Asked for again while more is being read; what is shown stays meanwhile. */
export const failuresQuery = (scope: NamedScope, { q, version, system, days }: FailuresQuestion) =>
  queryOptions<Failures>({
    queryKey: ['failures', scope, q, version, system, days],
    queryFn: ({ signal }) =>
      getJson<Failures>(path, {
        signal,
        searchParams: {
          ...scope,
          q: q || undefined,
          version: version || undefined,
          system: system || undefined,
          startTime: days === undefined ? undefined : `now-${days}d`,
        },
      }),
    // Of another region it would be another's.
    placeholderData: (last: Failures | undefined, query) =>
      JSON.stringify(query?.queryKey[1]) === JSON.stringify(scope) ? last : undefined,
    retry: retryUnlessAnswered,
    refetchInterval: ({ state }) => (state.data?.coverage?.isReading ? whileReading : inCaseOneEnds),
  })

/** One group with its builds, from what is known. */
export const failureGroupQuery = (scope: NamedScope, groupId: string) =>
  queryOptions<Failures>({
    queryKey: ['failure-group', scope, groupId],
    queryFn: ({ signal }) => getJson<Failures>(path, { signal, searchParams: { ...scope, groupId } }),
    retry: retryUnlessAnswered,
    staleTime: 30_000,
  })

/** The image's family. Asked for again while logs of it are being read. */
export const imageFamilyQuery = (imageId: string, scope: NamedScope) =>
  queryOptions<ImageFamily>({
    queryKey: ['family', imageId, scope],
    queryFn: ({ signal }) =>
      getJson<ImageFamily>(`${imagePath(imageId)}/family`, { signal, searchParams: { ...scope } }),
    retry: retryUnlessAnswered,
    staleTime: 60_000,
    refetchInterval: ({ state }) => (state.data?.coverage.isReading ? whileReading : false),
  })
