import 'server-only'
import type { Scopes } from '@/lib/images/scopes'
import { currentAwsSettings } from '@/lib/settings-aws'
import { withoutAbsent } from './absent'
import { defaultRegionAmong, readableAccounts, readableRegions, regions } from './scope'

/** Where whoever asks may have this server look. Asks nothing of AWS. */
export async function listScopes(): Promise<Scopes> {
  const accounts = readableAccounts()
  const readable = new Set(accounts.flatMap(readableRegions))
  const offered = regions().filter((region) => readable.has(region))
  return {
    regions: offered,
    accounts: accounts.map(({ name }) => name),
    ...withoutAbsent({
      defaultRegion: await defaultRegionAmong(offered),
      issuesUrl: currentAwsSettings().ISSUES_URL,
      insights: currentAwsSettings().INSIGHTS ? (true as const) : undefined,
    }),
  }
}
