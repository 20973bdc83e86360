import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '@/lib/api-error'
import { requestStorage } from '@/lib/request-context'
import { callDeadline } from '../answer-deadline'
import { toAwsFailure } from '../aws-failure'
import { inBackground } from '../quota/background'
import { claim } from '../quota/valkey'
import { type Scope, scopeKey } from '../scope'
import type { BuildShelf } from './build-shelf'
import { type EndedBuild, endedBuilds } from './ended-builds'
import { knownRecord, lookInto } from './look-into'
import { recordKept } from './record-kept'
import { withSystem } from './system-of-parent'

/** So many builds are looked into side by side. */
const atOnce = 3
/** What ended since is looked for again after so long, when somebody asks. */
const restMs = 60_000
/** A replica that looks into a build and is not heard of for so long is waited for no more. */
const claimMs = 60_000
/** After so many failures in a row AWS is left alone until somebody asks again. */
const mostFailures = 10

/** How far looking into every build of an account and region has come. */
export type Filling = {
  /** The builds that may have failed, by what tells them apart. Grows while the lists are read. */
  builds: Map<string, EndedBuild>
  /** Those that were looked into, or need not be. */
  read: Set<string>
  /** Why others could not be looked into. */
  unread: Map<string, string>
  isRunning: boolean
  /** Why it stopped before its end, in AWS's words. */
  failure?: string
  endedAt: number
}

const fillings = new Map<string, Filling>()

/**
 * Looks into every build that has ended and that nobody has looked into, in the background, unless that goes on or was
 * done a moment ago. What was found stays, so that a restart begins where it stopped, and of several replicas each
 * build is one's.
 */
export function fillIndex(scope: Scope, shelf: BuildShelf): Filling {
  const key = scopeKey(scope)
  const known = fillings.get(key)
  if (known && (known.isRunning || Date.now() - known.endedAt < restMs)) return known
  const filling: Filling = {
    builds: new Map(),
    read: new Set(),
    unread: new Map(),
    isRunning: true,
    endedAt: 0,
  }
  fillings.set(key, filling)
  // For everybody, whatever the rights of who happened to ask: each answer is cut to its asker's.
  void requestStorage().exit(() => fill(scope, shelf, filling))
  return filling
}

async function fill(scope: Scope, shelf: BuildShelf, filling: Filling): Promise<void> {
  try {
    // All that replicas and earlier processes know first.
    await shelf.all(0)
    const never = new AbortController().signal
    for await (const page of endedBuilds(scope, never)) {
      for (const each of page) {
        filling.builds.set(each.build, each)
        if (shelf.has(each.build)) filling.read.add(each.build)
      }
    }
    for (let left = missing(filling); left.length > 0; left = missing(filling)) {
      const begun = await lookIntoAll(scope, shelf, filling, left)
      // The rest is other replicas' just now.
      if (begun === 0) await sleep(1_000, undefined, { ref: false })
    }
  } catch (error) {
    filling.failure = messageOf(error)
  } finally {
    await shelf.written()
    filling.isRunning = false
    filling.endedAt = Date.now()
  }
}

const missing = ({ builds, read, unread }: Filling): EndedBuild[] =>
  [...builds.values()].filter(({ build }) => !read.has(build) && !unread.has(build))

/** @returns how many of them were this replica's to look into */
async function lookIntoAll(
  scope: Scope,
  shelf: BuildShelf,
  filling: Filling,
  builds: readonly EndedBuild[],
): Promise<number> {
  const left = [...builds]
  let begun = 0
  let failures = 0
  async function work(): Promise<void> {
    for (let ended = left.shift(); ended; ended = left.shift()) {
      try {
        const outcome = await outcomeOf(scope, shelf, ended)
        if (outcome !== 'othersTurn') begun += 1
        if (outcome === 'read') filling.read.add(ended.build)
        if (outcome === 'early') filling.unread.set(ended.build, endedJustNow)
        failures = 0
      } catch (error) {
        begun += 1
        filling.unread.set(ended.build, messageOf(error))
        failures += 1
        if (failures >= mostFailures) throw error
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, () => work()))
  return begun
}

const endedJustNow = 'The build ended a moment ago: the end of its log may still be on its way.'

type Outcome = 'read' | 'early' | 'othersTurn'

async function outcomeOf(scope: Scope, shelf: BuildShelf, ended: EndedBuild): Promise<Outcome> {
  if ('path' in ended) return outcomeInArchive(shelf, ended)
  const known = await knownRecord(ended.stack)
  if (!known && !(await claim(ended.build, claimMs))) return 'othersTurn'
  const { record, settled } = known ?? (await lookInto(scope, ended.stack, callDeadline()))
  if (!settled) return 'early'
  shelf.add(await inBackground(() => withSystem(scope, record, callDeadline())))
  return 'read'
}

async function outcomeInArchive(
  shelf: BuildShelf,
  { build, path, imageId }: Extract<EndedBuild, { path: string }>,
): Promise<Outcome> {
  if (!(await claim(build, claimMs))) {
    await shelf.all(0)
    return shelf.has(build) ? 'read' : 'othersTurn'
  }
  const began = Date.now()
  const record = await recordKept(build, path, imageId)
  if (!record) throw new Error('The archive could not be read; the server’s log says why.')
  shelf.add(record)
  // Reading an archive keeps the process busy: four fifths of its time are other people's.
  await sleep(4 * (Date.now() - began), undefined, { ref: false })
  return 'read'
}

const messageOf = (error: unknown): string =>
  error instanceof ApiError ? error.message : toAwsFailure(error, new AbortController().signal).message
