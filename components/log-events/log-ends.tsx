import { useQuotaWait } from '@/components/use-quota-wait'
import { useRetrySoon } from '@/components/use-retry-soon'
import { isBoundedAt } from '@/lib/images/log-view/view-address'
import { FollowNote } from './follow-note'
import { useLogStore, useLogView } from './log-view-context'

/** What stands above the first loaded line or below the last one. */
export function LogEnd({ side }: { side: 'older' | 'newer' }) {
  const store = useLogStore()
  const edge = useLogView(({ log }) => log[side])
  const isWaiting = useLogView(({ facts, following }) => facts.build.running || following.state === 'failing')
  const bounded = useLogView(({ address }) => isBoundedAt(address, side))
  const load = () => void (side === 'older' ? store.reader.loadOlder() : store.reader.loadNewer())
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
    if (isWaiting) return <FollowNote />
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
