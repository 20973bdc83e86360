'use client'

import { X } from 'lucide-react'
import { CopyButton } from '@/components/build-log/copy-button'
import { quotation } from '@/lib/images/log-events/copy-text'
import type { Marked } from '@/lib/images/log-events/marked'
import { markedText } from '@/lib/images/log-view/copy'
import { mark } from '@/lib/images/log-view/mark'
import { addressOf } from '@/lib/images/log-view/select-drawing'
import { markedOf } from '@/lib/images/log-view/select-place'
import { useLogStore, useLogView } from './log-view-context'
import { IconButton } from './tool-buttons'

/** What can be taken away of the marked lines. */
export function MarkBar() {
  const store = useLogStore()
  const at = useLogView(({ address }) => address.at)
  const line = useLogView(({ address }) => address.line)
  const marked = useLogView(markedOf)
  const hrefOf = useLogView(addressOf)
  if (!at || !marked) return null
  const address = () => new URL(hrefOf(at, line), location.href).toString()
  return (
    <div className="absolute right-4 bottom-4 flex max-w-[calc(100%-2rem)] flex-wrap items-center gap-1.5 rounded-md border border-line bg-raised px-2 py-1.5 text-xs shadow-lg print:hidden">
      <span className="px-1 text-ink-2 tabular-nums">{countOf(marked)}</span>
      <CopyButton label="Copy" text={() => markedText(store, 'text')} />
      <CopyButton label="Copy with timestamps" text={() => markedText(store, 'timestamps')} />
      <CopyButton label="Markdown" text={async () => quotation(await markedText(store, 'text'), address())} />
      <CopyButton label="Link" text={address} />
      <IconButton label="Clear selection" onClick={() => mark(store, null)}>
        <X className="size-3.5" />
      </IconButton>
    </div>
  )
}

function countOf({ from, to, line, whole }: Marked): string {
  const count = to - from + 1
  if (line !== undefined) return '1 line selected'
  if (count === 1 && whole) return '1 event selected'
  const text = `${count.toLocaleString('en')} events selected`
  return whole ? text : `${text} so far; the range goes on beyond the loaded lines`
}
