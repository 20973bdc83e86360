import 'server-only'
import { timeOf } from '@/lib/images/fleet/build-record'
import {
  choicesOf,
  type FailureFilter,
  filterFailures,
  groupFailures,
  groupIdOf,
  largestGroups,
} from '@/lib/images/fleet/failure-groups'
import type { Coverage, Failures } from '@/lib/images/fleet/operations'
import { isReadable } from '../allowed-images'
import { dueTo, toApiError, toAwsFailure } from '../aws-failure'
import type { Scope } from '../scope'
import { accountIdOf } from './account-id'
import { buildShelf } from './build-index'
import { imageIdOf } from './ended-builds'
import { type Filling, fillIndex } from './fill-index'
import { nameGroups } from './name-groups'

const mostGroups = 300
const mostBuilds = 500
/** What other replicas found is heard of within so long. */
const othersMs = 15_000

/**
 * Failed builds by their cause, from what is known of them, without waiting for more. Asking for all groups has the rest
 * looked into in the background; asking for one of them costs AWS nothing.
 * @throws ApiError
 */
export async function listFailureGroups(
  scope: Scope,
  { groupId, ...filter }: FailureFilter & { groupId?: string },
  signal: AbortSignal,
): Promise<Failures> {
  const accountId = await accountOf(scope, signal)
  if (accountId === undefined) return nothing
  const shelf = buildShelf(accountId, scope.region)
  const all = (await shelf.all(othersMs)).filter(({ imageId }) => isReadable(scope, imageId))
  const found = filterFailures(all, filter)
  await nameGroups(found)
  if (groupId !== undefined) {
    const builds = found
      .filter((record) => groupIdOf(record) === groupId)
      .sort((a, b) => timeOf(b) - timeOf(a))
    return {
      groups: groupFailures(builds),
      builds: builds.slice(0, mostBuilds),
      ...(builds.length > mostBuilds && { buildsLeftOut: builds.length - mostBuilds }),
      ...choicesOf(all),
    }
  }
  const { groups, leftOut } = largestGroups(found, mostGroups)
  return {
    groups,
    ...(leftOut > 0 && { groupsLeftOut: leftOut }),
    ...choicesOf(all),
    coverage: coverageOf(scope, fillIndex(scope, shelf)),
  }
}

async function accountOf(scope: Scope, signal: AbortSignal): Promise<string | undefined> {
  try {
    return await accountIdOf(scope, signal)
  } catch (error) {
    throw toApiError(toAwsFailure(error, signal), { other: dueTo('Unable to list failures') })
  }
}

/** Neither a log group nor a stack of an image: nothing was ever built here. */
const nothing: Failures = {
  groups: [],
  versions: [],
  systems: [],
  coverage: { builds: 0, read: 0, unread: 0, isReading: false },
}

/** Of the builds that whoever asks may know of. */
function coverageOf(scope: Scope, { builds, read, unread, isRunning, failure }: Filling): Coverage {
  const readable = [...builds.values()].filter((each) => isReadable(scope, imageIdOf(each)))
  const reasons = readable.flatMap(({ build }) => unread.get(build) ?? [])
  const unreadReason = reasons.at(-1)
  return {
    builds: readable.length,
    read: readable.filter(({ build }) => read.has(build)).length,
    unread: reasons.length,
    ...(unreadReason !== undefined && { unreadReason }),
    isReading: isRunning,
    ...(failure !== undefined && { failure }),
  }
}
