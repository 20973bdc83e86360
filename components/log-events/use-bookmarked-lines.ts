'use client'

import { useQueries } from '@tanstack/react-query'
import { formatAnchor } from '@/lib/images/log-events/anchor'
import type { Bookmark } from '@/lib/images/log-events/bookmarks'
import { type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'
import { logSource } from '@/lib/images/log-events/log-source'
import { readEvent } from '@/lib/images/log-events/read-event'
import type { StreamAddress } from '@/lib/images/log-view/view-address'
import { retryUnlessAnswered } from '@/lib/images/queries'

export type BookmarkedLine = {
  readonly bookmark: Bookmark
  readonly state: 'known' | 'reading' | 'gone' | 'failed'
  /** The event's message, once it is known. */
  readonly message: string | undefined
}

/** What the bookmarks point at: from the held log, else each event read by itself, once. */
export function useBookmarkedLines(
  { imageId, logStreamName, region, account }: StreamAddress,
  held: HeldLog,
  bookmarks: readonly Bookmark[],
): BookmarkedLine[] {
  const inHeld = bookmarks.map(({ anchor }) => {
    const { index, exact } = indexOfAnchor(held, anchor)
    return exact ? held.messages[index] : undefined
  })
  const read = useQueries({
    queries: bookmarks.map(({ anchor }, index) => ({
      queryKey: ['log-event', imageId, logStreamName, region, account, formatAnchor(anchor)],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        (await readEvent(logSource(imageId, logStreamName, { region, account }), anchor, signal)) ?? null,
      enabled: inHeld[index] === undefined,
      staleTime: Infinity,
      retry: retryUnlessAnswered,
    })),
  })
  return bookmarks.map((bookmark, index) => {
    const message = inHeld[index] ?? read[index]?.data ?? undefined
    if (message !== undefined) return { bookmark, state: 'known', message }
    const { data, isError } = read[index] ?? {}
    return { bookmark, state: data === null ? 'gone' : isError ? 'failed' : 'reading', message }
  })
}
