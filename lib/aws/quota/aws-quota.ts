import 'server-only'
import { metrics } from '@/lib/metrics'
import { currentAwsSettings } from '@/lib/settings-aws'
import { AwsFailure } from '../aws-failure'
import { type Scope, scopeKey } from '../scope'
import { isBackground } from './background'
import { createTokenBucket } from './token-bucket'

/** Where GetLogEvents' quota for a whole account is 10 a second instead of 25 (30 in eu-west-3). */
const slowRegions = new Set([
  'us-west-2',
  'eu-west-1',
  'eu-central-1',
  'ap-northeast-3',
  'ap-southeast-3',
  'ca-west-1',
  'il-central-1',
])

/** Calls a second we allow ourselves, below AWS's quotas: others use the account too. */
function ownShare(operation: string, region: string): number {
  if (operation === 'GetLogEvents') {
    return currentAwsSettings().GET_LOG_EVENTS_PER_SECOND ?? (slowRegions.has(region) ? 8 : 20)
  }
  // Five a second of an account: others query, too.
  if (/Query(Results)?$/.test(operation)) return 3
  // S3 takes thousands a second.
  if (/Objects?(V2)?$/.test(operation)) return 100
  return operation === 'DescribeLogStreams' ? 20 : 8
}

/** An answer half made waits for its next call so long, in seconds, before it is given up. */
const longestWait = 10
/** An answer not begun is not kept waiting in silence: whoever asked is told when to come back. */
const longestSilence = 2

const buckets = new Map<string, ReturnType<typeof createTokenBucket>>()

/**
 * Waits for the call's turn, so that the server as a whole stays under its share of the quota. In the background it
 * waits for as long as it takes.
 * @param isFirst whether the answer it is for has cost nothing yet
 * @throws AwsFailure throttled, when it would take too long; the signal's reason when it aborts first
 */
export async function awaitQuota(
  operation: string,
  scope: Scope,
  signal: AbortSignal,
  isFirst: boolean,
): Promise<void> {
  const bucket = bucketOf(operation, scope)
  if (isBackground()) return bucket.take(signal, true)
  const wait = bucket.wait()
  if (wait > (isFirst ? longestSilence : longestWait)) {
    const retryAfter = Math.min(longestWait, Math.ceil(wait))
    throw new AwsFailure('throttled', 'QueueFull', 'Waiting for AWS quota.', { retryAfter })
  }
  await bucket.take(signal)
}

/** Whether a call nobody asked for yet would make nobody wait. */
export function hasSpareQuota(operation: string, scope: Scope): boolean {
  return bucketOf(operation, scope).spare() >= 0.5
}

/** Whether a call would have to wait for its turn. */
export function isQuotaShort(operation: string, scope: Scope): boolean {
  return bucketOf(operation, scope).wait() > 0
}

function bucketOf(operation: string, scope: Scope) {
  const key = `${operation} ${scopeKey(scope)}`
  const bucket =
    buckets.get(key) ??
    createTokenBucket(ownShare(operation, scope.region), (waiting) => metrics().queue(operation, waiting))
  buckets.set(key, bucket)
  return bucket
}
