'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { IconButton, TextButton } from '@/components/log-events/tool-buttons'
import { Problem } from '@/components/problem'
import { isPassing } from '@/lib/api-error'
import type { NamedScope } from '@/lib/images/addresses'
import { counted } from '@/lib/images/counted'
import { logKeyOf } from '@/lib/images/search/found-log'
import { queryResultsQuery, stopQueries } from '@/lib/images/search/queries'
import { formatBytes, formatUsd, usdOf } from '@/lib/images/search/query-estimate'
import type { QueryResults } from '@/lib/images/search/query-results'
import type { SearchQuestion } from '@/lib/images/search/search-question'
import { FoundLogSection } from './found-log-section'
import { InsightsHitLink } from './insights-hit-link'

type Props = {
  scope: NamedScope
  question: SearchQuestion
  queryIds: readonly string[]
  /** What of the search was not started, and why. */
  notStarted: string | undefined
  close: () => void
}

/** What the queries of the address have found, how far they are, and what they have read. */
export function InsightsResults({ scope, question, queryIds, notStarted, close }: Props) {
  const results = queryResultsQuery(scope, queryIds, question)
  const { data, error, refetch } = useQuery(results)
  const client = useQueryClient()
  const stopping = useMutation({
    mutationFn: () => stopQueries(scope, queryIds),
    onSuccess: () => client.invalidateQueries({ queryKey: results.queryKey }),
  })
  const isRunning = data?.isRunning ?? error === null
  return (
    <section aria-labelledby="insights">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pb-2 md:px-6">
        <h2 id="insights" className="font-semibold">
          CloudWatch Logs Insights
        </h2>
        {data && <Progress results={data} />}
        {!data && !error && <p className="pulse-soft text-ink-2">Reading the results.</p>}
        <span className="ml-auto flex items-center gap-2">
          {isRunning && (
            <TextButton disabled={stopping.isPending} onClick={() => stopping.mutate()}>
              {stopping.isPending ? 'Stopping…' : 'Stop'}
            </TextButton>
          )}
          {!isRunning && (
            <IconButton label="Close these results" onClick={close}>
              <X className="size-4" />
            </IconButton>
          )}
        </span>
      </div>
      <div className="space-y-2 px-4 pb-3 empty:hidden md:px-6">
        {error && (
          <Problem
            title="The results could not be read."
            error={error}
            {...(isPassing(error) && { retry: () => void refetch() })}
          />
        )}
        {stopping.error && <Problem title="The search was not stopped." error={stopping.error} />}
        {notStarted !== undefined && <p className="text-warn">{notStarted}</p>}
        {problemsOf(data).map((words) => (
          <p key={words} className="text-warn">
            {words}
          </p>
        ))}
      </div>
      {data && data.logs.length > 0 && (
        <ul className="border-line border-t">
          {data.logs.map((log) => (
            <FoundLogSection
              key={logKeyOf(log)}
              log={log}
              scope={scope}
              hitLink={(of, hit, line) => (
                <InsightsHitLink log={of} hit={hit} scope={scope} question={question}>
                  {line}
                </InsightsHitLink>
              )}
            />
          ))}
        </ul>
      )}
      {data && !data.isRunning && data.logs.length === 0 && (
        <p className="px-4 py-10 text-center text-ink-2">No line of these log groups matches.</p>
      )}
    </section>
  )
}

/** `Running`, or how it ended, in AWS's word; what was found, what was read, and what that costs. */
function Progress({ results }: { results: QueryResults }) {
  const { queries, isRunning, logs, lines, bytesScanned, recordsScanned, usdPerGb } = results
  const over = queries.filter(({ status }) => status !== 'Scheduled' && status !== 'Running').length
  const words = [...new Set(queries.map(({ status }) => status))].join(', ')
  return (
    <p role="status" className="flex flex-wrap items-baseline gap-x-4 tabular-nums">
      <span className={isRunning ? 'pulse-soft' : ''}>
        {words}
        {queries.length > 1 && ` (${over} of ${queries.length} queries are over)`}
      </span>
      <span>
        {counted(lines, 'line')} in {counted(logs.length, 'log')}
      </span>
      <span className="text-ink-2">
        {formatBytes(bytesScanned)}
        {recordsScanned > 0 && ` in ${counted(recordsScanned, 'event')}`} scanned:{' '}
        {formatUsd(usdOf(bytesScanned, usdPerGb))}
      </span>
    </p>
  )
}

function problemsOf(results: QueryResults | undefined): string[] {
  if (!results) return []
  const gone = results.queries.flatMap(({ message }) => message ?? [])
  const failed = results.queries.filter(({ status }) => status === 'Failed' || status === 'Timeout')
  return [
    ...new Set(gone),
    ...(failed.length > 0
      ? [
          `AWS says ${failed.map(({ status }) => status).join(', ')}: what these queries found by then is shown.`,
        ]
      : []),
    ...(results.isCut && !results.isRunning
      ? ['AWS lists 10,000 events of a search at most: these are the newest. Narrow it to see others.']
      : []),
  ]
}
