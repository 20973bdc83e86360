import { z } from 'zod'
import type { NamedScope } from './addresses'

/** Where this server may look: what its REGIONS and ACCOUNTS say. The first account is the default. */
export const scopes = z.object({
  regions: z.array(z.string()),
  /** Absent when neither the server's environment nor REGIONS names one. */
  defaultRegion: z.string().optional(),
  accounts: z.array(z.string()),
  /** Where failed builds are reported: a repository of GitHub's. Absent: a report is copied. */
  issuesUrl: z.string().optional(),
  /** Whether people may search by CloudWatch Logs Insights here. */
  insights: z.literal(true).optional(),
})
export type Scopes = z.infer<typeof scopes>

/** Every region of every account but the one at hand, the region at hand first: an image is usually an account away. */
export function otherScopes(
  { regions, defaultRegion, accounts }: Scopes,
  { region, account }: NamedScope,
): NamedScope[] {
  const here = { region: region ?? defaultRegion, account: account ?? accounts[0] }
  return accounts
    .flatMap((other) => regions.map((region) => ({ region, account: other })))
    .filter((scope) => scope.region !== here.region || scope.account !== here.account)
    .toSorted((a, b) => Number(b.region === here.region) - Number(a.region === here.region))
    .map((scope) => (scope.account === accounts[0] ? { region: scope.region } : scope))
}

/** A scope as people name it. */
export const scopeName = (
  { regions: _, defaultRegion, accounts }: Scopes,
  { region, account }: NamedScope,
): string =>
  [accounts.length > 1 ? (account ?? accounts[0]) : undefined, region ?? defaultRegion]
    .filter(Boolean)
    .join(', ')
