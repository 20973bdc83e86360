'use client'

import { X } from 'lucide-react'
import { CopyButton } from '@/components/build-log/copy-button'
import { bookmarkReport } from '@/lib/images/log-events/report'
import { goTo } from '@/lib/images/log-view/go-to'
import { putBookmark, removeBookmark } from '@/lib/images/log-view/mark'
import { addressOf } from '@/lib/images/log-view/select-drawing'
import { BookmarkItem } from './bookmark-item'
import { useLogStore, useLogView } from './log-view-context'
import { IconButton } from './tool-buttons'
import { useBookmarkedLines } from './use-bookmarked-lines'
import { useTimeMode } from './use-time-mode'

/** The bookmarks of the address: what they point at, why, and all of it as a report. */
export default function BookmarksPanel() {
  const store = useLogStore()
  const stream = useLogView((state) => state.stream)
  const held = useLogView(({ log }) => log.held)
  const bookmarks = useLogView(({ address }) => address.bookmarks)
  const hrefOf = useLogView(addressOf)
  const timeMode = useTimeMode()
  const lines = useBookmarkedLines(stream, held, bookmarks)
  const report = () =>
    bookmarkReport(
      `${stream.imageId} ${stream.logStreamName}`,
      location.href,
      lines.map(({ bookmark, message, state }) => ({
        bookmark,
        message,
        isGone: state === 'gone',
        address: new URL(hrefOf(bookmark.anchor, bookmark.line), location.href).toString(),
      })),
    )
  return (
    <aside
      aria-label="Bookmarks"
      className="flex w-80 shrink-0 flex-col border-line border-l bg-bg max-md:absolute max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:max-h-[50dvh] max-md:w-auto max-md:border-t max-md:border-l-0 max-md:shadow-lg"
    >
      <div className="flex items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="mr-auto font-medium text-sm">Bookmarks</h2>
        {lines.length > 0 && lines.every((line) => line.state !== 'reading') && (
          <CopyButton label="Copy report" text={report} />
        )}
        <IconButton label="Close bookmarks" onClick={() => store.change({ bookmarksShown: false })}>
          <X className="size-4" />
        </IconButton>
      </div>
      {lines.length === 0 ? (
        <p className="px-4 pb-4 text-ink-2 text-xs leading-5">
          None yet. <kbd className="rounded border border-line-strong bg-surface px-1 font-mono">b</kbd> marks
          the current line. Bookmarks and their notes are part of the address: whoever opens it sees them.
        </p>
      ) : (
        <ol className="flex flex-col gap-3 overflow-auto px-4 pb-4">
          {lines.map((line) => (
            <BookmarkItem
              key={`${line.bookmark.anchor.timestamp}.${line.bookmark.anchor.ordinal}.${line.bookmark.line}`}
              line={line}
              href={hrefOf(line.bookmark.anchor, line.bookmark.line)}
              timeMode={timeMode}
              go={() => goTo(store, line.bookmark.anchor, line.bookmark.line)}
              setNote={(note) => putBookmark(store, { ...line.bookmark, note })}
              remove={() => removeBookmark(store, line.bookmark)}
            />
          ))}
        </ol>
      )}
    </aside>
  )
}
