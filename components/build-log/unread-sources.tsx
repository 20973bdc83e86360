import { CircleAlert } from 'lucide-react'
import type { UnreadSource } from '@/lib/images/unread-source'

const names: Record<UnreadSource['source'], string> = {
  log: 'the log',
  stackEvents: 'the stack’s events',
  image: 'the image’s state',
  imageBuilder: 'Image Builder’s word on the build',
}

type Props = {
  unread: readonly UnreadSource[]
  retry: () => void
  /** AWS's words that the page says already. */
  said?: string | undefined
}

/** What had to be told without, and AWS's words for why: once, when they are the same for several. */
export function UnreadSources({ unread, retry, said }: Props) {
  if (unread.length === 0) return null
  const messages = [...new Set(unread.map(({ message }) => message))]
  // That permission may be left out on purpose.
  if (unread.every(({ source }) => source === 'imageBuilder')) {
    return (
      <p className="text-ink-3 text-xs [overflow-wrap:anywhere]">
        {toldWithout(unread)} {messages.join(' ')}
      </p>
    )
  }
  return (
    <div className="flex items-start gap-3 rounded-md border border-warn/40 bg-warn-soft px-3 py-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <ul className="min-w-0 flex-1 space-y-1">
        {messages.map((message) => (
          <li key={message}>
            <span className="font-medium">
              {toldWithout(unread.filter((source) => source.message === message))}
            </span>{' '}
            {message !== said && <span className="text-ink-2 [overflow-wrap:anywhere]">{message}</span>}
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

function toldWithout(unread: readonly UnreadSource[]): string {
  const sources = unread.map(({ source }) => names[source]).join(' and ')
  const them = unread.length > 1 || unread[0]?.source === 'stackEvents' ? 'them' : 'it'
  return `${sources.charAt(0).toUpperCase()}${sources.slice(1)} could not be read; this is told without ${them}.`
}
