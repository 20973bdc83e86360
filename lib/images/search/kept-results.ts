import { type FoundLog, logKeyOf, newestFound } from './found-log'
import type { SearchCoverage, SearchProgress } from './operations'

/** What a search of kept builds has told so far. */
export type KeptResults = {
  readonly coverage: SearchCoverage | undefined
  readonly logs: readonly FoundLog[]
}

export const noResults: KeptResults = { coverage: undefined, logs: [] }

/** A log that comes again replaces what was said of it. */
export function addProgress({ logs }: KeptResults, { coverage, found = [] }: SearchProgress): KeptResults {
  if (found.length === 0) return { coverage, logs }
  const byKey = new Map(logs.map((log) => [logKeyOf(log), log]))
  for (const log of found) byKey.set(logKeyOf(log), log)
  return { coverage, logs: newestFound([...byKey.values()]) }
}
