import type { inferParserType } from 'nuqs'
import { Choice } from '@/components/choice'
import { SearchField } from '@/components/search-field'
import { type failuresView, orders, type Period, periods } from './failures-view'

type View = inferParserType<typeof failuresView>

type Props = {
  view: View
  set: (change: Partial<{ [Name in keyof View]: View[Name] | null }>) => void
  versions: readonly string[]
  systems: readonly string[]
}

const periodWords: Record<Period, string> = {
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  all: 'All time',
}
const orderWords = { builds: 'Most builds', last: 'Last seen', first: 'Newest cause' }

/** Words, period, version, system and order, all of them in the address. */
export function FailureFilters({ view, set, versions, systems }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-2 max-md:w-full md:ml-auto">
      <Choice
        label="Period"
        value={view.since}
        options={Object.keys(periods).map((value) => [value, periodWords[value as Period]])}
        choose={(since) => set({ since: since as Period })}
      />
      <Choice
        label="Version"
        value={view.version}
        options={[['', 'All versions'], ...withChosen(versions, view.version)]}
        choose={(version) => set({ version: version || null })}
      />
      <Choice
        label="System"
        value={view.system}
        options={[['', 'All systems'], ...withChosen(systems, view.system)]}
        choose={(system) => set({ system: system || null })}
      />
      <Choice
        label="Order"
        value={view.sort}
        options={orders.map((order) => [order, orderWords[order]])}
        choose={(sort) => set({ sort: sort as View['sort'] })}
      />
      <SearchField
        label="Search failures"
        placeholder="Search cause, image, step"
        value={view.q}
        set={(q) => set({ q })}
      />
    </div>
  )
}

/** What the address asks for is shown, though nothing is known of it. */
function withChosen(values: readonly string[], chosen: string): [string, string][] {
  const all = chosen === '' || values.includes(chosen) ? values : [chosen, ...values]
  return all.map((value) => [value, value])
}
