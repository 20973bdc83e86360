'use client'

import { X } from 'lucide-react'
import { CopyButton } from '@/components/build-log/copy-button'
import { copyMarkdown, copyText } from '@/lib/images/log-events/copy-text'
import type { HeldLog } from '@/lib/images/log-events/held-log'
import { IconButton } from './tool-buttons'

/** What can be taken away of the marked lines. */
export function MarkBar({
  held,
  from,
  to,
  href,
  clear,
}: {
  held: HeldLog
  from: number
  to: number
  href: string
  clear: () => void
}) {
  const count = to - from + 1
  const address = () => new URL(href, location.href).toString()
  return (
    <div className="absolute right-4 bottom-4 flex max-w-[calc(100%-2rem)] flex-wrap items-center gap-1.5 rounded-md border border-line bg-raised px-2 py-1.5 text-xs shadow-lg">
      <span className="px-1 text-ink-2 tabular-nums">
        {count === 1 ? '1 event marked' : `${count.toLocaleString('en')} events marked`}
      </span>
      <CopyButton label="Copy" text={() => copyText(held, from, to, 'text')} />
      <CopyButton label="With times" text={() => copyText(held, from, to, 'timestamps')} />
      <CopyButton label="Markdown" text={() => copyMarkdown(held, from, to, address())} />
      <CopyButton label="Link" text={address} />
      <IconButton label="Unmark" onClick={clear}>
        <X className="size-3.5" />
      </IconButton>
    </div>
  )
}
