import 'server-only'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { badRequest } from '@/lib/api-error'
import { regions as parallelClusterRegions } from '@/lib/images/regions'
import { type Account, currentAwsSettings } from '@/lib/settings-aws'

/** Where AWS is asked. Only `resolveScope` makes one, so its region is always one of this server's. */
export type Scope = { account: Account; region: string }

const ownAccount: Account = { name: 'default', roleArn: null }

/** The accounts this server may be asked for; the first is the default. */
export function accounts(): Account[] {
  const configured = currentAwsSettings().ACCOUNTS.filter((account) => account !== null)
  return configured.length > 0 ? configured : [ownAccount]
}

/** The regions this server may be asked for. */
export function regions(): readonly string[] {
  const configured = currentAwsSettings().REGIONS
  return configured.length > 0 ? configured : parallelClusterRegions
}

let sdkRegion: Promise<string | undefined> | undefined

/** The region asked when a request names none: the SDK's own, else the first of REGIONS. */
export async function defaultRegion(): Promise<string | undefined> {
  sdkRegion ??= new CloudWatchLogsClient({}).config.region().catch(() => undefined)
  const own = await sdkRegion
  const offered = regions()
  if (own !== undefined && offered.includes(own)) return own
  return currentAwsSettings().REGIONS[0]
}

/** @throws ApiError 400 for a region or account that is none of this server's, in upstream's words */
export async function resolveScope(asked: { region?: string; account?: string }): Promise<Scope> {
  const region = asked.region ?? (await defaultRegion())
  if (region === undefined) throw badRequest('region needs to be set')
  if (!regions().includes(region)) throw badRequest(`invalid or unsupported region '${region}'`)
  const all = accounts()
  const account = asked.account === undefined ? all[0] : all.find(({ name }) => name === asked.account)
  if (!account) throw badRequest(`unknown account '${asked.account}'`)
  return { account, region }
}

/** Tells scopes apart in maps and caches. */
export function scopeKey({ account, region }: Scope): string {
  return `${account.name}/${region}`
}
