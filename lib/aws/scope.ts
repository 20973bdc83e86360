import 'server-only'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { badRequest } from '@/lib/api-error'
import { regions as parallelClusterRegions } from '@/lib/images/regions'
import { currentRequest } from '@/lib/request-context'
import { mayReadAccount, mayReadScope } from '@/lib/rights'
import { type Account, currentAwsSettings } from '@/lib/settings-aws'

/** Where AWS is asked. Only `resolveScope` makes one, so its region is always one of this server's. */
export type Scope = { account: Account; region: string }

const ownAccount: Account = { name: 'default', roleArn: null }

/** The accounts this server may be asked for; the first is the default. */
export function accounts(): Account[] {
  const configured = currentAwsSettings().ACCOUNTS
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

/** The accounts whoever asks may read. */
export function readableAccounts(): Account[] {
  return accounts().filter(({ name }) => mayReadAccount(currentRequest()?.rights, name))
}

/** The regions whoever asks may read in that account. */
export function readableRegions({ name }: Account): string[] {
  const rights = currentRequest()?.rights
  return regions().filter((region) => mayReadScope(rights, { account: name, region }))
}

/** The default region where it may be read, else the first that may. */
export async function defaultRegionAmong(readable: readonly string[]): Promise<string | undefined> {
  const own = await defaultRegion()
  if (own === undefined || readable.includes(own)) return own
  return readable[0]
}

/**
 * An account or region that whoever asks may not read is none of this server's to them.
 * @throws ApiError 400 for a region or account that is none of this server's, in upstream's words
 */
export async function resolveScope(asked: { region?: string; account?: string }): Promise<Scope> {
  const all = readableAccounts()
  const account = asked.account === undefined ? all[0] : all.find(({ name }) => name === asked.account)
  const readable = (account ? [account] : all).flatMap(readableRegions)
  const region = asked.region ?? (await defaultRegionAmong(readable))
  if (region === undefined) throw badRequest('region needs to be set')
  if (!readable.includes(region)) throw badRequest(`invalid or unsupported region '${region}'`)
  if (!account) throw badRequest(`unknown account '${asked.account}'`)
  return { account, region }
}

/** What the server looks at by itself: REGIONS of every account; where none are named, the default one. */
export async function configuredScopes(): Promise<Scope[]> {
  const own = await defaultRegion()
  const named = currentAwsSettings().REGIONS
  const asked = named.length > 0 ? named : own === undefined ? [] : [own]
  return accounts().flatMap((account) => asked.map((region) => ({ account, region })))
}

/** Tells scopes apart in maps and caches. */
export function scopeKey({ account, region }: Scope): string {
  return `${account.name}/${region}`
}
