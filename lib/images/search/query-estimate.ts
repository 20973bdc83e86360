import { z } from 'zod'

/** CloudWatch keeps logs packed and Insights charges for them unpacked; AWS's own calculator takes 15 % for packed logs. */
const packedShare = 0.15
const gigabyte = 1e9

/** What a search by Logs Insights would ask, and what it may cost. */
export const queryEstimate = z.object({
  queryString: z.string(),
  /** The log groups it would read, and in how many queries: one takes 50. */
  logGroups: z.number(),
  queries: z.number(),
  /** Groups beyond the most that one search takes, the oldest ones. */
  logGroupsLeftOut: z.number().optional(),
  /** What CloudWatch says it stores of them, some hours late. */
  storedBytes: z.number(),
  /** At most about so much is read and charged for. */
  scannedBytes: z.number(),
  usd: z.number(),
  usdPerGb: z.number(),
})
export type QueryEstimate = z.infer<typeof queryEstimate>

/** What reading log groups costs at most, as far as their stored bytes tell: a period reads only its part of them. */
export function priceOf(storedBytes: number, usdPerGb: number) {
  const scannedBytes = Math.ceil(storedBytes / packedShare)
  return { storedBytes, scannedBytes, usdPerGb, usd: (scannedBytes / gigabyte) * usdPerGb }
}

/** What so many bytes cost that were read. */
export const usdOf = (scannedBytes: number, usdPerGb: number) => (scannedBytes / gigabyte) * usdPerGb

/** `$1.20`; what is less than a cent is said to be. */
export function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.01) return 'less than $0.01'
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
}

/** `1.2 GB`, in the units of AWS's bill. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const value = bytes / 1000 ** power
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 })} ${units[power]}`
}

/**
 * Whether a price that somebody confirmed still covers what would be started: logs grow while a dialog is read.
 * @param confirmed US dollars
 */
export const isCovered = (usd: number, confirmed: number) => usd <= confirmed * 1.1 + 0.01
