import { X } from 'lucide-react'
import type { Failures } from '@/lib/images/fleet/operations'

type Props = { failures: Failures | undefined; error: Error | null; remove: () => void }

/** Says that the list shows the images of one group of failures only, and takes that back. */
export function FailureChip({ failures, error, remove }: Props) {
  const [group] = failures?.groups ?? []
  const said = error?.message ?? group?.sentence ?? (failures ? 'a cause of which nothing is kept' : '…')
  return (
    <p className="mx-4 mb-3 flex items-start gap-2 rounded border border-line-strong bg-surface py-1.5 pl-3 pr-1.5 md:mx-6">
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <span className="text-ink-3">Failed of:</span> {said}
      </span>
      <button
        type="button"
        aria-label="Show images of every failure"
        onClick={remove}
        className="flex size-6 shrink-0 items-center justify-center rounded text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </p>
  )
}
