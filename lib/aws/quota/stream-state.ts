import 'server-only'
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { LRUCache } from 'lru-cache'
import { logGroupNameOf } from '@/lib/images/image-id'
import { awsNow } from '../aws-clock'
import { AwsFailure } from '../aws-failure'
import { callAws } from '../call-aws'
import { logs } from '../clients'
import { findStack } from '../find-stack'
import { type Scope, scopeKey } from '../scope'

type Of = { imageId: string; logStreamName: string }

/**
 * `identity` tells a stream from one written to since, and from a later one of a rebuilt image's same name;
 * `creationTime`, in epoch milliseconds, only from the latter. The ARN names partition, region and account as AWS knows
 * them.
 */
export type StreamState = {
  arn: string
  identity: string
  creationTime: number | undefined
  finished: boolean
  /** When AWS last said so, epoch milliseconds; only where that was more than a minute ago, as AWS fails since. */
  asOf?: number
}
/** Both times on performance.now()'s clock, which never jumps. */
type Known = Omit<StreamState, 'asOf'> & { learnedAt: number; endedSince: number | null }

const known = new LRUCache<string, Known>({ max: 2_000 })
const learning = new Map<string, Promise<void>>()
/** Of these nothing can be learned just now: not there, or not ours to see. */
const forgotten = new LRUCache<string, true>({ max: 2_000, ttl: 60_000 })
/** When AWS last failed to answer about these, on performance.now()'s clock. */
const unanswered = new LRUCache<string, number>({ max: 2_000 })

const minute = 60_000
/** lastIngestionTime may lag by up to an hour; nothing is added to a log that has been silent for longer. */
const silentFor = 120 * minute
/** For a log that ended lately: so long after its stack was first seen at rest. */
const restFor = 10 * minute
const trustedFor = minute
/** So long after a failure nobody waits for AWS again. */
const restAfterFailure = 10_000

/**
 * What is known of the stream, null for nothing yet. What was learned longer than a minute ago is learned again: in
 * the background, so that a running stream's reader never waits, but before a finished one's pages are trusted.
 * While AWS fails what is known goes on being told, with the time that it is of.
 * Costs a stream at most one DescribeLogStreams and one DescribeStacks a minute. A stream that was deleted or that we may
 * no longer read is forgotten, so that AWS is asked for its pages and its answer is the caller's.
 */
export async function streamState(scope: Scope, of: Of): Promise<StreamState | null> {
  const key = `${scopeKey(scope)} ${of.imageId} ${of.logStreamName}`
  const state = known.get(key)
  if (state && performance.now() - state.learnedAt < trustedFor) return state
  const rests = performance.now() - (unanswered.get(key) ?? -Infinity) < restAfterFailure
  if (!learning.has(key) && !forgotten.has(key) && !rests) {
    const learned = learn(scope, of, key).catch((error: unknown) => {
      if (isGoneOrRefused(error)) forget(key)
      else unanswered.set(key, performance.now())
    })
    learning.set(key, learned)
    void learned.then(() => learning.delete(key))
  }
  return state?.finished ? streamStateLearned(scope, of) : told(state)
}

/** Waits for what is being asked about the stream in the background, if anything is. */
export async function streamStateLearned(scope: Scope, of: Of): Promise<StreamState | null> {
  const key = `${scopeKey(scope)} ${of.imageId} ${of.logStreamName}`
  await learning.get(key)
  return told(known.get(key))
}

function told(state: Known | undefined): StreamState | null {
  if (!state) return null
  const age = performance.now() - state.learnedAt
  return age < trustedFor ? state : { ...state, asOf: Date.now() - age }
}

async function learn(scope: Scope, { imageId, logStreamName }: Of, key: string): Promise<void> {
  const signal = AbortSignal.timeout(10_000)
  const page = await callAws('DescribeLogStreams', scope, signal, (options) =>
    logs(scope).send(
      new DescribeLogStreamsCommand({
        logGroupName: logGroupNameOf(imageId),
        logStreamNamePrefix: logStreamName,
      }),
      options,
    ),
  )
  const stream = page.logStreams?.find((candidate) => candidate.logStreamName === logStreamName)
  if (!stream?.arn) {
    forget(key)
    return
  }
  // AWS's own clock, as the stream's times are; this machine's may have jumped.
  const now = awsNow(scope)
  const newest = Math.max(
    stream.creationTime ?? now,
    stream.lastEventTimestamp ?? 0,
    stream.lastIngestionTime ?? 0,
  )
  const silent = now - newest > silentFor
  const learnedAt = performance.now()
  const endedSince =
    silent || !(await stackAtRest(scope, imageId, signal)) ? null : (known.get(key)?.endedSince ?? learnedAt)
  const finished = silent || (endedSince !== null && learnedAt - endedSince >= restFor)
  const { creationTime, lastEventTimestamp, lastIngestionTime } = stream
  const identity = [creationTime, lastEventTimestamp, lastIngestionTime].join('-')
  known.set(key, { arn: stream.arn, identity, creationTime, finished, learnedAt, endedSince })
}

function forget(key: string) {
  known.delete(key)
  forgotten.set(key, true)
}

/** What was kept of a stream is no longer to be shown: AWS says that it is not there, or not ours to see. */
function isGoneOrRefused(error: unknown): boolean {
  return error instanceof AwsFailure && (error.kind === 'missing' || error.kind === 'refused')
}

async function stackAtRest(scope: Scope, imageId: string, signal: AbortSignal): Promise<boolean> {
  const stack = await findStack(scope, imageId, signal)
  return !stack?.StackStatus?.endsWith('_IN_PROGRESS')
}
