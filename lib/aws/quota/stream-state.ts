import 'server-only'
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { LRUCache } from 'lru-cache'
import { logGroupNameOf } from '@/lib/images/image-id'
import { callAws } from '../call-aws'
import { logs } from '../clients'
import { findStack } from '../find-stack'
import { type Scope, scopeKey } from '../scope'

type Of = { imageId: string; logStreamName: string }

/**
 * `identity` tells a stream from one written to since, and from a later one of a rebuilt image's same name;
 * `creationTime`, in epoch milliseconds, only from the latter.
 */
export type StreamState = { identity: string; creationTime: number | undefined; finished: boolean }
type Known = StreamState & { learnedAt: number; endedSince: number | null }

const known = new LRUCache<string, Known>({ max: 2_000 })
const learning = new Map<string, Promise<void>>()

const minute = 60_000
/** lastIngestionTime may lag by up to an hour; nothing is added to a log that has been silent for longer. */
const silentFor = 120 * minute
/** For a log that ended lately: so long after its stack was first seen at rest. */
const restFor = 10 * minute
const trustedFor = minute

/**
 * What is known of the stream, null for nothing yet. What was learned longer than a minute ago is learned again: in
 * the background, so that a running stream's reader never waits, but before a finished one's pages are trusted.
 * Costs a stream at most one DescribeLogStreams and one DescribeStacks a minute.
 */
export async function streamState(scope: Scope, of: Of): Promise<StreamState | null> {
  const key = `${scopeKey(scope)} ${of.imageId} ${of.logStreamName}`
  const state = known.get(key)
  if (state && Date.now() - state.learnedAt < trustedFor) return state
  if (!learning.has(key)) {
    const learned = learn(scope, of, key).catch(() => {})
    learning.set(key, learned)
    void learned.then(() => learning.delete(key))
  }
  return state?.finished ? streamStateLearned(scope, of) : (state ?? null)
}

/** Waits for what is being asked about the stream in the background, if anything is. */
export async function streamStateLearned(scope: Scope, of: Of): Promise<StreamState | null> {
  const key = `${scopeKey(scope)} ${of.imageId} ${of.logStreamName}`
  await learning.get(key)
  return known.get(key) ?? null
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
  if (!stream) return
  const now = Date.now()
  const newest = Math.max(
    stream.creationTime ?? now,
    stream.lastEventTimestamp ?? 0,
    stream.lastIngestionTime ?? 0,
  )
  const silent = now - newest > silentFor
  const endedSince =
    silent || !(await stackAtRest(scope, imageId, signal)) ? null : (known.get(key)?.endedSince ?? now)
  const finished = silent || (endedSince !== null && now - endedSince >= restFor)
  const { creationTime, lastEventTimestamp, lastIngestionTime } = stream
  const identity = [creationTime, lastEventTimestamp, lastIngestionTime].join('-')
  known.set(key, { identity, creationTime, finished, learnedAt: now, endedSince })
}

async function stackAtRest(scope: Scope, imageId: string, signal: AbortSignal): Promise<boolean> {
  const stack = await findStack(scope, imageId, signal)
  return !stack?.StackStatus?.endsWith('_IN_PROGRESS')
}
