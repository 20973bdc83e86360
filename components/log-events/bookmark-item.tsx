'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { longestNote } from '@/lib/images/log-events/bookmarks'
import { quoteOf } from '@/lib/images/log-events/report'
import { formatTime } from '@/lib/images/time-format'
import type { TimeMode } from './time-mode'
import { IconButton } from './tool-buttons'
import type { BookmarkedLine } from './use-bookmarked-lines'

/** One bookmark: its time leads to the line, its note is written here. */
export function BookmarkItem({
  line: { bookmark, state, message },
  href,
  timeMode,
  go,
  setNote,
  remove,
}: {
  line: BookmarkedLine
  href: string
  timeMode: TimeMode
  go: () => void
  setNote: (note: string) => void
  remove: () => void
}) {
  const time = formatTime(bookmark.anchor.timestamp, timeMode === 'local' ? 'local' : 'utc', true).slice(11)
  const follow = (event: React.MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    go()
  }
  return (
    <li className="rounded-md border border-line bg-surface">
      <div className="flex items-center gap-1 pr-1 pl-2.5">
        <a href={href} onClick={follow} className="py-1 font-mono text-ink-2 text-xs hover:text-accent">
          {time}
        </a>
        <span className="ml-auto" />
        <IconButton label={`Remove the bookmark at ${time}`} onClick={remove}>
          <X className="size-3.5" />
        </IconButton>
      </div>
      <p className="line-clamp-3 break-all px-2.5 font-mono text-xs leading-5">
        {message === undefined ? <Absent state={state} /> : quoteOf(message, bookmark.line)}
      </p>
      <Note key={bookmark.note} note={bookmark.note} time={time} setNote={setNote} />
    </li>
  )
}

/** Written into the address when it is left, not with every letter: an address is not a text field. */
function Note({ note, time, setNote }: { note: string; time: string; setNote: (note: string) => void }) {
  const [text, setText] = useState(note)
  return (
    <input
      value={text}
      maxLength={longestNote}
      aria-label={`Note at ${time}`}
      placeholder="Note"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => text !== note && setNote(text)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
      }}
      className="mt-1 h-8 w-full rounded-b-md border-line border-t bg-transparent px-2.5 text-xs"
    />
  )
}

function Absent({ state }: { state: BookmarkedLine['state'] }) {
  const said = {
    known: '',
    reading: 'Reading…',
    gone: 'Not in the log any more',
    failed: 'The line could not be read',
  }[state]
  return <span className="font-sans text-ink-3">{said}</span>
}
