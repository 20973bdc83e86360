import type { NamedScope } from '@/lib/images/addresses'

type SearchParams = Record<string, string | string[] | undefined>

/** The account and region a page's address names; of a repeated one the last wins, as in the API. */
export function namedScopeOf(searchParams: SearchParams): NamedScope {
  return { region: last(searchParams.region), account: last(searchParams.account) }
}

/** The last value of a search parameter, or undefined where it is absent or empty. */
export const last = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value.at(-1) : value) || undefined
