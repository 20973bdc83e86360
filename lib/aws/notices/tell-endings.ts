import 'server-only'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { imageHref } from '@/lib/images/addresses'
import { maskAccountIds } from '@/lib/images/mask-account-ids'
import type { StackFacts } from '@/lib/images/merge-images'
import type { Notice } from '@/lib/images/notices/notice'
import type { Receiver } from '@/lib/images/notices/receivers'
import { metrics } from '@/lib/metrics'
import { currentAwsSettings } from '@/lib/settings-aws'
import { isShown } from '../allowed-images'
import { imageStackPages, toStackFacts } from '../image-stacks'
import { inBackground } from '../quota/background'
import { claim, ownFolderIn } from '../quota/cache-folder'
import { valkey } from '../quota/valkey'
import { accounts, configuredScopes, type Scope, scopeKey } from '../scope'
import { createAttempts, sweepAttempts } from './attempts'
import { noticeOfEnd } from './notice-of-end'
import { noticeOfStuck } from './notice-of-stuck'
import { postNotice } from './post-notice'
import { createWatchedBuilds, type WatchedBuild } from './watched-builds'

/** AWS is looked at so often: a DescribeStacks for each account and region. */
const roundMs = 60_000
/** What could not be sent is looked at so often, for whether it is time again. */
const tickMs = 5_000
/** Whether a running build is stuck is asked every so many rounds. */
const stuckRounds = 5

export type NoticeLog = {
  info(facts: object, text: string): void
  warn(facts: object, text: string): void
}

/** What is told, to whom, and where the links lead: PUBLIC_URL with BASE_PATH. */
export type Telling = { receivers: readonly Receiver[]; publicUrl: string; log: NoticeLog }

/** Tells the receivers of each build that ends or seems stuck, once, until the signal aborts. */
export async function tellEndings(telling: Telling, signal: AbortSignal): Promise<void> {
  if (telling.receivers.length === 0) return
  const teller = await createTeller(telling)
  for (let tick = 0; !signal.aborted; tick++) {
    if (tick % (roundMs / tickMs) === 0) await inBackground(() => teller.round(signal))
    await teller.deliver()
    await sleep(tickMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/**
 * One replica's watch. `round` asks AWS, `deliver` sends what is due; neither ever throws.
 * @param now the clock by which attempts are spaced and an end settles
 */
export async function createTeller({ receivers, publicUrl, log }: Telling, now = Date.now) {
  const folder = await keptFolder(log)
  const { VALKEY_URL, MASK_ACCOUNT_IDS } = currentAwsSettings()
  const group = createHash('sha256').update(publicUrl).digest('hex').slice(0, 16)
  const watched = createWatchedBuilds(folder, valkey, group)
  const attempts = createAttempts({ folder, valkey: VALKEY_URL === undefined ? undefined : valkey, now })
  const due = new Map<string, { notice: Notice; stackId: string }>()
  /** When each build was first found to have ended. */
  const ended = new Map<string, number>()
  /** All was told of these; their stacks may stand for months. */
  const over = new Set<string>()
  /** A scope that AWS throttles or refuses is left alone for some rounds. */
  const resting = new Map<string, number>()
  let rounds = 0
  let isLoaded = false

  async function round(signal: AbortSignal): Promise<void> {
    // Valkey may be a moment away when the process starts.
    if (!isLoaded || rounds === 1) await watched.load()
    isLoaded = true
    for (const scope of await configuredScopes()) {
      const rest = resting.get(scopeKey(scope)) ?? 0
      resting.set(scopeKey(scope), rest - 1)
      if (rest > 0 || signal.aborted) continue
      try {
        await lookAt(scope, signal)
      } catch (error) {
        resting.set(scopeKey(scope), 4)
        const reason = error instanceof Error ? error.message : String(error)
        const where = { account: scope.account.name, region: scope.region }
        log.warn({ ...where, reason }, 'Builds could not be watched for notices')
      }
    }
    if (folder !== null && rounds % 1440 === 0) await sweepAttempts(folder)
    rounds++
  }

  async function lookAt(scope: Scope, signal: AbortSignal): Promise<void> {
    const stacks: StackFacts[] = []
    for await (const page of imageStackPages(scope)) stacks.push(...page.map(toStackFacts))
    for (const stack of stacks.filter(({ imageId }) => isShown(imageId))) {
      const isNews = isRunning(stack) || Date.parse(stack.creationTime) > watched.since()
      if (isNews && !watched.has(stack.stackId) && !over.has(stack.stackId))
        await watched.watch(watchedBuild(scope, stack))
    }
    const isHere = (build: WatchedBuild) =>
      build.account === scope.account.name && build.region === scope.region
    for (const build of watched.all().filter(isHere)) {
      if (signal.aborted) return
      const stack = stacks.find(({ stackId }) => stackId === build.stackId)
      const notice = await (stack && isRunning(stack)
        ? stuck(scope, build, signal)
        : end(scope, build, stack, stacks, signal))
      if (notice) due.set(notice.id, { notice: complete(notice), stackId: build.stackId })
    }
  }

  async function stuck(scope: Scope, build: WatchedBuild, signal: AbortSignal) {
    if (rounds % stuckRounds !== 0) return undefined
    // A log that cannot be read says nothing of its build.
    return noticeOfStuck(scope, build, now(), signal).catch(() => undefined)
  }

  function end(
    scope: Scope,
    build: WatchedBuild,
    stack: StackFacts | undefined,
    stacks: readonly StackFacts[],
    signal: AbortSignal,
  ) {
    const { stackId, imageId, startedAt } = build
    const at = ended.get(stackId) ?? now()
    ended.set(stackId, at)
    const isNewest = !stacks.some((other) => other.imageId === imageId && other.creationTime > startedAt)
    return noticeOfEnd(scope, build, stack, isNewest, now() - at, signal)
  }

  function complete(notice: Omit<Notice, 'url'>): Notice {
    const several = accounts().length > 1 ? { account: notice.account } : {}
    const cause = MASK_ACCOUNT_IDS ? notice.cause.map(maskAccountIds) : notice.cause
    return {
      ...notice,
      cause,
      url: `${publicUrl}${imageHref(notice.imageId, { region: notice.region, ...several })}`,
    }
  }

  async function deliver(): Promise<void> {
    for (const { notice, stackId } of due.values()) {
      const results = await Promise.all(receivers.map((receiver) => send(receiver, notice)))
      if (!results.every(Boolean)) continue
      due.delete(notice.id)
      if (notice.event !== 'build.ended') continue
      over.add(stackId)
      ended.delete(stackId)
      await watched.forget(stackId)
    }
  }

  /** @returns whether nothing is left to do */
  async function send(receiver: Receiver, notice: Notice): Promise<boolean> {
    const key = `${notice.id}:${createHash('sha256').update(receiver.url).digest('hex').slice(0, 16)}`
    const turn = await attempts.take(key)
    if (turn.is !== 'mine') return turn.is === 'told'
    const posted = await postNotice(receiver, notice, accounts().length > 1)
    const facts = {
      receiver: receiver.name,
      event: notice.event,
      imageId: notice.imageId,
      attempt: turn.attempt,
    }
    if (posted.outcome === 'taken') {
      await attempts.told(key)
      metrics().notice('sent')
      log.info({ ...facts, outcome: notice.outcome }, 'A notice was sent')
      return true
    }
    const isOver = posted.outcome === 'refused' || turn.isLast
    metrics().notice(isOver ? 'given up' : 'failed')
    log.warn(
      { ...facts, reason: posted.reason },
      isOver
        ? 'A notice was not taken, and is not sent again'
        : 'A notice was not taken; it is sent again later',
    )
    if (isOver) await attempts.told(key)
    return isOver
  }

  return { round, deliver }
}

/** A build being made; not an update, a roll-back or a deletion. */
const isRunning = ({ stackStatus }: StackFacts) => stackStatus === 'CREATE_IN_PROGRESS'

const watchedBuild = (scope: Scope, stack: StackFacts): WatchedBuild => ({
  stackId: stack.stackId,
  imageId: stack.imageId,
  account: scope.account.name,
  region: scope.region,
  version: stack.version,
  startedAt: stack.creationTime,
})

/** In CACHE_DIR, beside the cache's own files, which leave it alone; null where nothing may be kept on disk. */
async function keptFolder(log: NoticeLog): Promise<string | null> {
  const { CACHE_DIR = tmpdir(), CACHE_DISK_MB } = currentAwsSettings()
  if (CACHE_DISK_MB === 0) return null
  const own = ownFolderIn(CACHE_DIR)
  try {
    await claim(own)
    return join(own, 'notices')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    log.warn({ reason }, 'Notices are remembered in memory only: the folder in CACHE_DIR cannot be used')
    return null
  }
}
