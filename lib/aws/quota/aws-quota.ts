import 'server-only'
import { metrics } from '@/lib/metrics'
import { currentAwsSettings } from '@/lib/settings-aws'
import { AwsFailure } from '../aws-failure'
import { type Scope, scopeKey } from '../scope'
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
  return operation === 'DescribeLogStreams' ? 20 : 8
}

/** Who would wait longer is told so at once, and asks again. */
const longestWaitSeconds = 10

const buckets = new Map<string, ReturnType<typeof createTokenBucket>>()

/**
 * Waits for the call's turn, so that the server as a whole stays under its share of the quota.
 * @throws AwsFailure throttled, when too many wait already; the signal's reason when it aborts first
 */
export async function awaitQuota(operation: string, scope: Scope, signal: AbortSignal): Promise<void> {
  const bucket = bucketOf(operation, scope)
  if (bucket.seconds() > longestWaitSeconds) {
    throw new AwsFailure('throttled', 'QueueFull', 'Waiting for AWS quota: too many questions at once.')
  }
  await bucket.take(signal)
}

/** Whether a call nobody asked for yet would make nobody wait. */
export function hasSpareQuota(operation: string, scope: Scope): boolean {
  return bucketOf(operation, scope).spare() >= 0.5
}

function bucketOf(operation: string, scope: Scope) {
  const key = `${operation} ${scopeKey(scope)}`
  const bucket =
    buckets.get(key) ??
    createTokenBucket(ownShare(operation, scope.region), (waiting) => metrics().queue(operation, waiting))
  buckets.set(key, bucket)
  return bucket
}
