import 'server-only'
import { DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { LRUCache } from 'lru-cache'
import { logGroupNameOf } from '@/lib/images/image-id'
import { callAws } from '../call-aws'
import { logs } from '../clients'
import { findStack } from '../find-stack'
import { type Scope, scopeKey } from '../scope'

type Of = { imageId: string; logStreamName: string }

/** `identity` tells a stream from a later one of the same name, which a deleted and rebuilt image may have. */
export type StreamState = { identity: string; finished: boolean }
type Known = StreamState & { learnedAt: number; endedSince: number | null }

const known = new LRUCache<string, Known>({ max: 2_000 })
const learning = new Map<string, Promise<void>>()

const minute = 60_000
/** lastIngestionTime may lag by up to an hour; nothing is added to a log that has been silent for longer. */
const silentFor = 120 * minute
/** For a log that ended lately: so long after its stack was first seen at rest. */
const restFor = 10 * minute
const trustFinishedFor = 10 * minute
const trustRunningFor = minute

/**
 * What is known of the stream just now, null for nothing yet. Never waits: what is missing is asked in the
 * background, at most one DescribeLogStreams and one DescribeStacks a minute for each stream.
 */
export function streamState(scope: Scope, of: Of): StreamState | null {
  const key = `${scopeKey(scope)} ${of.imageId} ${of.logStreamName}`
  const state = known.get(key)
  const age = Date.now() - (state?.learnedAt ?? 0)
  const trusted = state && age < (state.finished ? trustFinishedFor : trustRunningFor)
  if (!trusted && !learning.has(key)) {
    const learned = learn(scope, of, key).catch(() => {})
    learning.set(key, learned)
    void learned.then(() => learning.delete(key))
  }
  return state && age < trustFinishedFor ? state : null
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
  known.set(key, { identity: String(stream.creationTime ?? ''), finished, learnedAt: now, endedSince })
}

async function stackAtRest(scope: Scope, imageId: string, signal: AbortSignal): Promise<boolean> {
  const stack = await findStack(scope, imageId, signal)
  return !stack?.StackStatus?.endsWith('_IN_PROGRESS')
}
