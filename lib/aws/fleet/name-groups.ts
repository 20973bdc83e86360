import 'server-only'
import type { BuildRecord } from '@/lib/images/fleet/build-record'
import { groupIdOf, isFailure, isNamed } from '@/lib/images/fleet/failure-groups'
import { inTurn } from '../in-turn'

/** Some 10 ms of masking. */
const ofTurn = 100

/** Names the groups of many builds a few in a turn of the event loop: 15,000 in one would keep everybody waiting for 2 s. */
export async function nameGroups(records: readonly BuildRecord[]): Promise<void> {
  const unnamed = records.filter((record) => isFailure(record) && !isNamed(record))
  for (let from = 0; from < unnamed.length; from += ofTurn)
    await inTurn(() => unnamed.slice(from, from + ofTurn).forEach(groupIdOf))
}
