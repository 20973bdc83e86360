import { CircleAlert } from 'lucide-react'

/**
 * A failure, drawn where the data would have been, in AWS's own words.
 * `title` says what was being asked for; `retry` is left out where trying again cannot help.
 */
export function Problem({ title, error, retry }: { title?: string; error: unknown; retry?: () => void }) {
  return (
    <div
      role="alert"
      className="flex items-start gap-3 rounded-md border border-bad/40 bg-bad-soft px-4 py-3 text-ink"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title ?? 'This could not be read.'}</p>
        <p className="mt-0.5 break-words text-ink-2">{wordsOf(error)}</p>
      </div>
      {retry && (
        <button
          type="button"
          onClick={retry}
          className="shrink-0 rounded border border-line-strong bg-raised px-3 py-1 font-medium hover:border-ink-3"
        >
          Retry
        </button>
      )}
    </div>
  )
}

function wordsOf(error: unknown): string {
  if (error instanceof TypeError) return 'The dashboard’s server did not answer. Is the network up?'
  return error instanceof Error ? error.message : String(error)
}
