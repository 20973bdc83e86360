'use client'

import { useQuery } from '@tanstack/react-query'
import { Problem } from '@/components/problem'
import { isPassing } from '@/lib/api-error'
import type { NamedScope } from '@/lib/images/addresses'
import { counted } from '@/lib/images/counted'
import { logKeyOf } from '@/lib/images/search/found-log'
import { hitHref } from '@/lib/images/search/hit-href'
import { keptSearchQuery } from '@/lib/images/search/queries'
import type { SearchQuestion } from '@/lib/images/search/search-question'
import { HoverLink } from '../shell/hover-link'
import { FoundLogSection, lineShape } from './found-log-section'
import { SearchCoverage } from './search-coverage'

/** What the builds hold that this server keeps: free of charge, and shown as it is found. */
export function KeptSearch({ scope, question }: { scope: NamedScope; question: SearchQuestion }) {
  const { data, error, refetch, isPending } = useQuery(keptSearchQuery(scope, question))
  const coverage = data?.coverage
  const logs = data?.logs ?? []
  return (
    <section aria-labelledby="kept-builds">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 pb-2 md:px-6">
        <h2 id="kept-builds" className="font-semibold">
          Kept builds
        </h2>
        {coverage && logs.length > 0 && (
          <p className="tabular-nums">
            {counted(coverage.lines, 'line')} in {counted(logs.length, 'log')}
          </p>
        )}
        {coverage && <SearchCoverage coverage={coverage} />}
        {isPending && !error && <p className="pulse-soft text-ink-2">Searching.</p>}
      </div>
      {error && (
        <div className="px-4 pb-3 md:px-6">
          <Problem
            title="The kept builds could not be searched."
            error={error}
            {...(isPassing(error) && { retry: () => void refetch() })}
          />
        </div>
      )}
      {logs.length > 0 && (
        <ul className="border-line border-t">
          {logs.map((log) => (
            <FoundLogSection
              key={logKeyOf(log)}
              log={log}
              scope={scope}
              hitLink={(of, hit, line) => (
                <HoverLink href={hitHref(of, hit, scope, question)} className={lineShape}>
                  {line}
                </HoverLink>
              )}
            />
          ))}
        </ul>
      )}
      {coverage?.done && (coverage.builds ?? 0) > 0 && logs.length === 0 && (
        <p className="px-4 py-10 text-center text-ink-2">No line of the kept builds matches.</p>
      )}
    </section>
  )
}
