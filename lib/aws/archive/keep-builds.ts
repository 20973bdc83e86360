import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '@/lib/api-error'
import { exportLayout } from '@/lib/images/archive/export-layout'
import { packArchive, textFile } from '@/lib/images/archive/pack-archive'
import type { StoredExplanation } from '@/lib/images/archive/stored-explanation'
import { isMoving } from '@/lib/images/build-state'
import { imageIdPattern } from '@/lib/images/image-id'
import type { ImageDescription, ImageInfoSummary } from '@/lib/images/schemas'
import { metrics } from '@/lib/metrics'
import { currentAwsSettings } from '@/lib/settings-aws'
import { withAnswerDeadline } from '../answer-deadline'
import { causeEngine } from '../build-log/cause-engine'
import { explainImage } from '../build-log/explain-image'
import { describeImage } from '../describe-image'
import { listImages } from '../list-images'
import { inBackground } from '../quota/background'
import { configuredScopes, type Scope } from '../scope'
import { archiveStore } from './current-archive'
import { forgetList, isSameBuild, keptBuilds } from './kept-builds'
import { pagesOf } from './pages-of'
import { readBuild } from './read-build'

const roundMs = 5 * 60_000
/** So long after a build's end the last lines of its log may still be on their way. */
const settledMs = 5 * 60_000
const dayMs = 24 * 60 * 60_000

export type KeepLog = { info(facts: object, text: string): void; warn(facts: object, text: string): void }

/** Keeps every build that has ended, round after round, until the signal aborts. Does nothing without ARCHIVE. */
export async function keepBuilds(log: KeepLog, signal: AbortSignal): Promise<void> {
  if (archiveStore() === null) return
  while (!signal.aborted) {
    await inBackground(() => keepRound(log, signal))
    // Replicas that start together should not go through the same builds side by side for ever.
    const pause = roundMs * (0.8 + Math.random() * 0.4)
    await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Looks once at every account and region, and keeps what has ended since. Never throws. */
export async function keepRound(log: KeepLog, signal: AbortSignal): Promise<void> {
  for (const scope of await configuredScopes()) {
    const where = { account: scope.account.name, region: scope.region }
    try {
      for (const image of await allImages(scope, signal)) {
        if (signal.aborted) return
        if (image.kept || !hasEnded(image)) continue
        try {
          await keep(scope, image, log, signal)
        } catch (error) {
          metrics().kept('failed')
          log.warn(
            { ...where, imageId: image.imageId, reason: messageOf(error) },
            'A build could not be kept',
          )
        }
      }
    } catch (error) {
      log.warn({ ...where, reason: messageOf(error) }, 'The images to keep could not be listed')
    }
  }
  await removeOld(log)
  await archiveStore()
    ?.sweep()
    .catch(() => undefined)
}

/** An image that comes again, as more of it became known, counts as it came last. */
async function allImages(scope: Scope, signal: AbortSignal): Promise<Iterable<ImageInfoSummary>> {
  const all = new Map<string, ImageInfoSummary>()
  for await (const { images } of pagesOf((token) =>
    withAnswerDeadline(signal, (deadline) => listImages(scope, token, deadline)),
  ))
    for (const image of images) all.set(image.imageId, image)
  return all.values()
}

function hasEnded(image: ImageInfoSummary): boolean {
  const { imageId, creationTime, completionTime } = image
  // An id becomes a file's name, and a tag can say anything.
  if (isMoving(image) || creationTime === undefined || !imageIdPattern.test(imageId)) return false
  // It would be removed at once, and kept again in the next round.
  if (isOld(Date.parse(creationTime))) return false
  return Date.now() - Date.parse(completionTime ?? creationTime) > settledMs
}

/** Whether a build began more than ARCHIVE_DAYS ago. */
function isOld(began: number): boolean {
  const { ARCHIVE_DAYS } = currentAwsSettings()
  return ARCHIVE_DAYS !== undefined && Date.now() - began > ARCHIVE_DAYS * dayMs
}

/** The same name wherever it is made: the build's beginning is its own. */
function pathOf({ account, region }: Scope, { imageId, creationTime = '' }: ImageInfoSummary): string {
  return `${account.name}/${region}/${exportLayout(imageId, new Date(creationTime)).folder}.tar.gz`
}

async function keep(scope: Scope, image: ImageInfoSummary, log: KeepLog, signal: AbortSignal): Promise<void> {
  const store = archiveStore()
  if (!store) return
  const { imageId } = image
  const kept = (await keptBuilds(scope)).filter((build) => build.imageId === imageId)
  if (kept.some(({ description }) => isSameBuild(description, image))) return
  const path = pathOf(scope, image)
  const at = new Date(image.creationTime ?? '')
  let packed = 0
  const isKept = await store.add(path, async () => {
    const description = await withAnswerDeadline(signal, (deadline) =>
      describeImage(scope, { imageId }, deadline),
    )
    const explained = await explanationOf(scope, imageId, signal)
    const build = await withAnswerDeadline(signal, (deadline) => readBuild(scope, imageId, deadline))
    async function* files() {
      const layout = exportLayout(imageId, at)
      yield textFile(layout.description, describedText(description))
      if (explained) yield textFile(layout.explanation, JSON.stringify(explained, null, 2))
      yield* build.files(at, false, signal)
      const [missing] = build.unread
      if (missing) throw new Error(`${missing.what}: ${missing.message}`)
    }
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        packed += chunk.length
        controller.enqueue(chunk)
      },
    })
    return packArchive(files(), at).pipeThrough(count)
  })
  if (!isKept) return
  forgetList()
  metrics().kept('kept')
  const where = { account: scope.account.name, region: scope.region }
  log.info({ ...where, imageId, path, bytes: packed }, 'A build was kept')
}

/** Why it failed, found once for as long as the archive lasts. A log that cannot be explained is kept all the same. */
async function explanationOf(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): Promise<StoredExplanation | undefined> {
  try {
    const explanation = await withAnswerDeadline(signal, (deadline) =>
      explainImage(scope, { imageId }, deadline),
    )
    return { engine: causeEngine, explanation }
  } catch (error) {
    if (error instanceof ApiError && error.status === 429) throw error
    return undefined
  }
}

/** Without the configuration's address, which lets whoever has it read for a while. */
const describedText = (description: ImageDescription) =>
  JSON.stringify({ ...description, imageConfiguration: { url: '' } }, null, 2)

/** Our own archives of builds that began more than ARCHIVE_DAYS ago; people's own stay. */
async function removeOld(log: KeepLog): Promise<void> {
  const store = archiveStore()
  if (!store) return
  try {
    for (const { path } of await store.list()) {
      const began = beginningOf(path)
      if (began === undefined || !isOld(began)) continue
      await store.remove(path)
      forgetList()
      metrics().kept('removed')
      log.info({ path }, 'A kept build was removed: it is older than ARCHIVE_DAYS')
    }
  } catch (error) {
    log.warn({ reason: messageOf(error) }, 'Old archives could not be removed')
  }
}

/** Of an archive of ours, `<account>/<region>/<imageId>-logs-<YYYYmmddHHMM>.tar.gz`. Epoch milliseconds. */
function beginningOf(path: string): number | undefined {
  const [, year, month, day, hour, minute] =
    /^[^/]+\/[^/]+\/[^/]+-logs-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)\.tar\.gz$/.exec(path) ?? []
  return year === undefined ? undefined : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00Z`)
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
