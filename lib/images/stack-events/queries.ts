import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import { serverNow } from '@/lib/server-clock'
import type { NamedScope } from '../addresses'
import { imagePath, retryUnlessAnswered } from '../queries'
import type { ImageStackEvents, StackEvent } from '../schemas'
import type { ImageAttempts } from './attempt-schema'
import { readNewEvents } from './merge'
import { pollEvery } from './poll'

export type StackEventsRequest = NamedScope & {
  imageId: string
  /** The attempt: a stack's ARN. Absent: the newest. */
  stackId?: string | undefined
}

/**
 * Every event of one stack, newest first, each answer built upon the last one: a poll reads no further than
 * the first known event. Polls while the stack moves or may yet delete itself.
 */
export const stackEventsQuery = ({ imageId, region, account, stackId }: StackEventsRequest) => {
  const queryKey = ['stackEvents', imageId, { region, account, stackId }] as const
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }) =>
      readNewEvents(client.getQueryData<StackEvent[]>(queryKey) ?? [], (nextToken) =>
        getJson<ImageStackEvents>(`${imagePath(imageId)}/stackevents`, {
          signal,
          searchParams: { region, account, stackId, nextToken },
        }),
      ),
    staleTime: 5000,
    retry: retryUnlessAnswered,
    refetchInterval: ({ state }) => pollEvery(state.data, globalThis.document?.hidden ?? false, serverNow()),
    refetchIntervalInBackground: true,
  })
}

/** The stacks of the image's name, newest first. */
export const imageAttemptsQuery = ({ imageId, region, account }: NamedScope & { imageId: string }) =>
  queryOptions({
    queryKey: ['imageAttempts', imageId, { region, account }],
    queryFn: ({ signal }) =>
      getJson<ImageAttempts>(`${imagePath(imageId)}/attempts`, { signal, searchParams: { region, account } }),
    staleTime: 60_000,
    retry: retryUnlessAnswered,
  })
