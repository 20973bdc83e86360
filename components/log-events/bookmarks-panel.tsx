'use client'

import { X } from 'lucide-react'
import { CopyButton } from '@/components/build-log/copy-button'
import { bookmarkReport } from '@/lib/images/log-events/report'
import { BookmarkItem } from './bookmark-item'
import { IconButton } from './tool-buttons'
import { useBookmarkedLines } from './use-bookmarked-lines'
import type { LogInstrument } from './use-log-instrument'

/** The bookmarks of the address: what they point at, why, and all of it as a report. */
export function BookmarksPanel({ log }: { log: LogInstrument }) {
  const {
    address,
    params,
    bookmarks,
    state: { held },
  } = log
  const lines = useBookmarkedLines(address, held, bookmarks.all)
  const report = () =>
    bookmarkReport(
      `${address.imageId} ${address.logStreamName}`,
      location.href,
      lines.map(({ bookmark, message, state }) => ({
        bookmark,
        message,
        isGone: state === 'gone',
        address: new URL(params.addressOf(bookmark.anchor), location.href).toString(),
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
        <IconButton label="Close bookmarks" onClick={() => bookmarks.setShown(false)}>
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
              href={params.addressOf(line.bookmark.anchor)}
              timeMode={log.taste.timeMode}
              go={() => log.goTo(line.bookmark.anchor, line.bookmark.line)}
              setNote={(note) => bookmarks.put({ ...line.bookmark, note })}
              remove={() => bookmarks.remove(line.bookmark)}
            />
          ))}
        </ol>
      )}
    </aside>
  )
}
