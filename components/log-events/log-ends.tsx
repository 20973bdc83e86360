import { useQuotaWait } from '@/components/use-quota-wait'
import { useRetrySoon } from '@/components/use-retry-soon'
import type { Edge } from '@/lib/images/log-events/log-state'

/** What stands above the first loaded line or below the last one. */
export function LogEnd({
  edge,
  side,
  running,
  bounded,
  load,
}: {
  edge: Edge
  side: 'older' | 'newer'
  running: boolean
  bounded: boolean
  load: () => void
}) {
  const word = side === 'older' ? 'Older' : 'Newer'
  const waitsForQuota = useQuotaWait()
  useRetrySoon(
    edge.state === 'failed' ? edge.error : undefined,
    edge.state === 'more' || edge.state === 'end',
    load,
  )
  if (edge.state === 'failed') {
    return (
      <div role="alert" className="flex items-center gap-3 text-bad">
        <span>
          {word} lines could not be read:{' '}
          {edge.error instanceof Error ? edge.error.message : String(edge.error)}
        </span>
        <button
          type="button"
          onClick={load}
          className="rounded border border-line-strong bg-raised px-2 py-0.5 font-medium text-ink hover:border-ink-3"
        >
          Retry
        </button>
      </div>
    )
  }
  if (edge.state === 'end') {
    if (side === 'older') return bounded ? 'Beginning of the time range' : 'Beginning of log'
    if (running) return <span className="pulse-soft">Waiting for more lines…</span>
    return bounded ? 'End of the time range' : 'End of log'
  }
  if (edge.state === 'reading') {
    return waitsForQuota ? 'Waiting for AWS quota…' : `Reading ${word.toLowerCase()} lines…`
  }
  return (
    // Not for Tab: focus on it would scroll there, away from what is being read.
    <button type="button" tabIndex={-1} onClick={load} className="min-h-[24px] rounded px-3 hover:text-ink">
      Load {word.toLowerCase()} lines
    </button>
  )
}
