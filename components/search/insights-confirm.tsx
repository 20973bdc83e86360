'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Problem } from '@/components/problem'
import { isPassing } from '@/lib/api-error'
import type { NamedScope } from '@/lib/images/addresses'
import { counted } from '@/lib/images/counted'
import type { StartedQueries } from '@/lib/images/search/operations'
import { queryEstimateQuery, startQueries } from '@/lib/images/search/queries'
import { formatBytes, formatUsd, type QueryEstimate } from '@/lib/images/search/query-estimate'
import type { SearchQuestion } from '@/lib/images/search/search-question'

type Props = {
  scope: NamedScope
  question: SearchQuestion
  cancel: () => void
  started: (queries: StartedQueries) => void
}

/** What would be asked of CloudWatch Logs Insights and what it may cost, to be confirmed. */
export function InsightsConfirm({ scope, question, cancel, started }: Props) {
  const { data: estimate, error, refetch } = useQuery(queryEstimateQuery(scope, question))
  const starting = useMutation({
    mutationFn: (usd: number) => startQueries(scope, question, usd),
    onSuccess: started,
  })
  return (
    <div className="max-w-4xl space-y-3 rounded-md border border-line-strong bg-surface p-4">
      <h3 className="font-medium">Search all logs with CloudWatch Logs Insights</h3>
      {error && (
        <Problem
          title="The price could not be estimated."
          error={error}
          {...(isPassing(error) && { retry: () => void refetch() })}
        />
      )}
      {!estimate && !error && <p className="pulse-soft text-ink-2">Reading the list of log groups.</p>}
      {estimate && <Estimate estimate={estimate} />}
      {starting.error && <Problem title="The query was not started." error={starting.error} />}
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          disabled={!estimate || estimate.logGroups === 0 || starting.isPending}
          onClick={() => estimate && starting.mutate(estimate.usd)}
          className="h-9 rounded bg-accent px-4 font-medium text-bg hover:opacity-90 disabled:opacity-40"
        >
          {starting.isPending ? 'Starting…' : estimate ? `Start for ${atMost(estimate.usd)}` : 'Start'}
        </button>
        <button
          type="button"
          onClick={cancel}
          className="h-9 rounded border border-line-strong bg-raised px-4 font-medium hover:border-ink-3"
        >
          Cancel
        </button>
      </div>
    </div>
  )
}

function Estimate({ estimate }: { estimate: QueryEstimate }) {
  const { queryString, logGroups, queries, logGroupsLeftOut = 0, storedBytes, scannedBytes } = estimate
  if (logGroups === 0) return <p className="text-ink-2">There is no log group to search.</p>
  return (
    <>
      <pre className="overflow-x-auto whitespace-pre-wrap rounded border border-line bg-sunken px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]">
        {queryString}
      </pre>
      <p className="tabular-nums">
        It reads {counted(logGroups, 'log group')}
        {queries > 1 && ` in ${queries} queries`} of this account: {formatBytes(storedBytes)} as CloudWatch
        stores them, unpacked up to about {formatBytes(scannedBytes)}. AWS charges for what it reads:{' '}
        <b className="font-semibold">{atMost(estimate.usd)}</b> at ${estimate.usdPerGb} a GB, less where the
        period holds only a part of them.
      </p>
      {logGroupsLeftOut > 0 && (
        <p className="text-ink-2">
          {counted(logGroupsLeftOut, 'older log group')} left out: one search reads 1,000. Narrow it to some
          images.
        </p>
      )}
    </>
  )
}

/** `less than $0.01`, `up to $1.20`. */
const atMost = (usd: number) => (usd < 0.01 ? 'less than $0.01' : `up to ${formatUsd(usd)}`)
