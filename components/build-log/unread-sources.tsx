import { CircleAlert } from 'lucide-react'
import type { UnreadSource } from '@/lib/images/build-log/operations'

const names: Record<UnreadSource['source'], string> = {
  log: 'The log',
  stackEvents: 'The stack’s events',
  image: 'The image’s state',
}

/** What a cause had to be told without, and AWS's words for why. */
export function UnreadSources({ unread, retry }: { unread: readonly UnreadSource[]; retry: () => void }) {
  if (unread.length === 0) return null
  return (
    <div className="flex items-start gap-3 rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <ul className="min-w-0 flex-1 space-y-1">
        {unread.map(({ source, message }) => (
          <li key={source}>
            <span className="font-medium">
              {names[source]} could not be read; this is told without{' '}
              {source === 'stackEvents' ? 'them' : 'it'}.
            </span>{' '}
            <span className="text-ink-2 [overflow-wrap:anywhere]">{message}</span>
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={retry}
        className="shrink-0 rounded border border-line-strong bg-raised px-2.5 py-0.5 font-medium hover:border-ink-3"
      >
        Retry
      </button>
    </div>
  )
}
