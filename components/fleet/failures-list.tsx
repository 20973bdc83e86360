'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { Problem } from '@/components/problem'
import type { NamedScope } from '@/lib/images/addresses'
import { counted } from '@/lib/images/counted'
import type { FailureGroup } from '@/lib/images/fleet/failure-groups'
import { failuresQuery } from '@/lib/images/fleet/queries'
import { CoverageNote } from './coverage-note'
import { FailureFilters } from './failure-filters'
import { FailureGroupRow } from './failure-group-row'
import { failuresView, type Order, periods } from './failures-view'
import { weeksShown } from './week-bars'

/** Every failed build by its cause: has this failed elsewhere, and since when. */
export function FailuresList({ scope }: { scope: NamedScope }) {
  const [view, setView] = useQueryStates(failuresView)
  const { q, version, system, since, group } = view
  const { data, error, refetch, isPending } = useQuery(
    failuresQuery(scope, { q, version, system, days: periods[since] }),
  )
  const groups = inOrder(data?.groups ?? [], view.sort)
  const weeks = weeksShown(groups, periods[since])
  const isFiltered = q !== '' || version !== '' || system !== '' || since !== 'all'
  const builds = groups.reduce((sum, each) => sum + each.builds, 0)

  return (
    <div className="pb-16">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 pb-3 pt-5">
        <h1 className="text-lg font-semibold tracking-tight">Failures</h1>
        {groups.length > 0 && (
          <p className="text-ink-2 tabular-nums">
            {counted(groups.length + (data?.groupsLeftOut ?? 0), 'cause')} · {counted(builds, 'build')}
          </p>
        )}
        <FailureFilters
          view={view}
          set={(change) => void setView(change)}
          versions={data?.versions ?? []}
          systems={data?.systems ?? []}
        />
      </div>
      <div className="space-y-3">
        {error && (
          <div className="px-4">
            <Problem title="The failures could not be listed." error={error} retry={() => void refetch()} />
          </div>
        )}
        {data?.coverage && <CoverageNote coverage={data.coverage} />}
        {isPending && !error && <Skeleton />}
        {data && groups.length === 0 && !data.coverage?.isReading && (
          <Nothing
            isFiltered={isFiltered}
            showAll={() => void setView({ q: null, version: null, system: null, since: 'all' })}
          />
        )}
        {groups.length > 0 && (
          <ul className="border-t border-line">
            {groups.map((each) => (
              <FailureGroupRow
                key={each.groupId}
                group={each}
                weeks={weeks}
                scope={scope}
                isOpen={each.groupId === group}
                toggle={() =>
                  void setView({ group: each.groupId === group ? null : each.groupId }, { history: 'push' })
                }
              />
            ))}
          </ul>
        )}
        {data?.groupsLeftOut !== undefined && (
          <p className="px-4 text-ink-2">
            {counted(data.groupsLeftOut, 'smaller group')} left out. Narrow the search to see them.
          </p>
        )}
      </div>
    </div>
  )
}

function inOrder(groups: readonly FailureGroup[], order: Order): FailureGroup[] {
  switch (order) {
    case 'builds':
      return [...groups]
    case 'last':
      return groups.toSorted((a, b) => b.lastSeen.localeCompare(a.lastSeen))
    case 'first':
      return groups.toSorted((a, b) => b.firstSeen.localeCompare(a.firstSeen))
  }
}

function Nothing({ isFiltered, showAll }: { isFiltered: boolean; showAll: () => void }) {
  if (!isFiltered) return <p className="px-4 py-16 text-center text-ink-2">No build has failed here.</p>
  return (
    <p className="px-4 py-16 text-center text-ink-2">
      No failed build matches.{' '}
      <button type="button" onClick={showAll} className="prose-link">
        Show all
      </button>
    </p>
  )
}

function Skeleton() {
  return (
    <div role="status" className="border-t border-line">
      <span className="sr-only">Reading the failures</span>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="border-b border-line px-4 py-4">
          <div className="pulse-soft h-4 w-2/3 rounded bg-sunken" />
          <div className="pulse-soft mt-2 h-3 w-1/3 rounded bg-sunken" />
        </div>
      ))}
    </div>
  )
}
