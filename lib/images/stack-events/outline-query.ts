import { queryOptions } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from '../addresses'
import type { Outline } from '../build-log/outline-schema'
import { imagePath, retryUnlessAnswered } from '../queries'

/** The outline of a log stream, asked again while its build is moving; not asked while there is no stream. */
export const outlineQuery = (
  {
    imageId,
    region,
    account,
    logStreamName,
  }: NamedScope & { imageId: string; logStreamName: string | undefined },
  moving: boolean,
) =>
  queryOptions({
    queryKey: ['log-outline', imageId, logStreamName, { region, account }],
    queryFn: ({ signal }) =>
      getJson<Outline>(`${imagePath(imageId)}/outline`, {
        signal,
        searchParams: { region, account, logStreamName },
      }),
    enabled: logStreamName !== undefined,
    retry: retryUnlessAnswered,
    staleTime: 10_000,
    refetchInterval: moving && 15_000,
  })
