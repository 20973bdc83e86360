'use client'

import { useMemo, useState } from 'react'
import { type Bookmark, compareLines, withBookmark, withoutBookmark } from '@/lib/images/log-events/bookmarks'
import { type HeldLog, indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { CurrentLine } from './use-current-line'
import type { LogParams } from './use-log-params'

/** Lines somebody marked with a note. The address holds them, so a link is the whole investigation. */
export function useBookmarks(
  { bookmarks, setBookmarks }: LogParams,
  held: HeldLog,
  current: CurrentLine | undefined,
  say: (text: string) => void,
) {
  // An address that comes with bookmarks is opened for them.
  const [shown, setShown] = useState(bookmarks.length > 0)
  const put = (bookmark: Bookmark) => {
    const next = withBookmark(bookmarks, bookmark)
    if (!next) return say('The address holds no more bookmarks: shorten a note or take one away')
    setBookmarks(next)
  }
  const remove = (bookmark: Pick<Bookmark, 'anchor' | 'line'>) =>
    setBookmarks(withoutBookmark(bookmarks, bookmark))
  const toggle = () => {
    if (!current) return say('Choose a line first: j and k, or a click on its time')
    if (bookmarks.some((one) => compareLines(one, current) === 0)) return remove(current)
    put({ ...current, note: '' })
    setShown(true)
  }
  /** `event.line` of those that are held. */
  const lines = useMemo<ReadonlySet<string>>(
    () =>
      new Set(
        bookmarks.flatMap(({ anchor, line }) => {
          const { index, exact } = indexOfAnchor(held, anchor)
          return exact ? [`${index}.${line}`] : []
        }),
      ),
    [bookmarks, held],
  )
  return { all: bookmarks, lines, shown, setShown, put, remove, toggle }
}
