import 'server-only'
import { LRUCache } from 'lru-cache'
import { type BuildRecord, buildRecord } from '@/lib/images/fleet/build-record'
import type { StackFacts } from '@/lib/images/merge-images'
import { deriveFailure } from '../build-log/derive-failure'
import { keptResults } from '../build-log/kept-results'
import { inBackground } from '../quota/background'
import { createInFlight } from '../quota/in-flight'
import type { Scope } from '../scope'
import { noteRecord } from './build-index'

/** What may yet be said otherwise is looked into again after so long. */
const unsettledMs = 60_000

const kept = keptResults('build', buildRecord)
const unsettled = new LRUCache<string, BuildRecord>({ max: 500, ttl: unsettledMs })
const inFlight = createInFlight<Found>()

/** `settled`: asking again would find nothing else. */
type Found = { record: BuildRecord; settled: boolean }

/** Another state of one stack may tell more: a failed one that was rolled back since. */
const keyOf = ({ stackId, stackStatus }: StackFacts) => `${stackId} ${stackStatus}`

/**
 * Why the build of this stack failed, looked into once, whoever asks. Calls to AWS give way to those somebody waits for.
 * @throws AwsFailure
 */
export async function lookInto(scope: Scope, stack: StackFacts, signal: AbortSignal): Promise<Found> {
  const known = await knownRecord(stack)
  if (known) return known
  const build = keyOf(stack)
  return inFlight(build, signal, async (alive) => {
    const found = await inBackground(() => deriveFailure(scope, stack, alive))
    if (found.settled) {
      await kept.set(build, found.record)
      noteRecord(found.record)
    } else unsettled.set(build, found.record)
    return found
  })
}

/** What was found out about it before, here or by another replica. */
export async function knownRecord(stack: StackFacts): Promise<Found | undefined> {
  const build = keyOf(stack)
  const record = await kept.get(build)
  if (record) {
    noteRecord(record)
    return { record, settled: true }
  }
  const early = unsettled.get(build)
  return early && { record: early, settled: false }
}
