import { type Opening, openedFiles } from './opened-files'

type Props = { opening: Extract<Opening, { state: 'reading' }> }

/** How far a file has been read. Packed files say little about their length, so the count is of what came out. */
export function Reading({ opening: { name, progress } }: Props) {
  return (
    <section aria-label="Reading" className="rounded-lg border border-line bg-surface px-5 py-4">
      <div className="flex items-baseline gap-4">
        <p className="min-w-0 flex-1 truncate font-medium">Reading {name}…</p>
        <span className="tabular-nums text-ink-2" role="status">
          {progress ? megabytes(progress.bytes) : 'Starting'}
        </span>
        <button
          type="button"
          onClick={openedFiles.cancel}
          className="h-8 rounded border border-line-strong bg-raised px-3 font-medium hover:border-ink-3"
        >
          Cancel
        </button>
      </div>
      {progress && <p className="mt-1 truncate text-xs text-ink-3">{progress.path}</p>}
    </section>
  )
}

/** Bytes as people say them. */
export const megabytes = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
