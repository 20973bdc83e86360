import 'server-only'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import type { FoundLog } from '@/lib/images/search/found-log'
import type { SearchCoverage, SearchProgress } from '@/lib/images/search/operations'
import { currentAwsSettings } from '@/lib/settings-aws'
import { isReadable } from '../allowed-images'
import { analyze } from '../analysis/analyze'
import type { FoundInArchive } from '../analysis/find-in-archive'
import { archiveStore } from '../archive/current-archive'
import { type KeptBuild, keptBuilds } from '../archive/kept-builds'
import type { Scope } from '../scope'
import { unlessAborted } from '../unless-aborted'
import { asCompleted } from './as-completed'
import { countNotKept, imagesAtAws, isReachable } from './not-kept'
import { noteFound } from './note-found'
import { createTurns } from './turns'

/** So many archives of a search, and of all searches together, are held at once. */
const atOnce = 3
const inTurn = createTurns(4)
/** A search ends after so long, or with so many lines; so many of one log are told. */
const longestMs = 60_000
const mostLines = 3_000
const mostOfLog = 100
/** So long AWS's lists are waited for once all archives were searched. */
const patienceMs = 15_000
/** Progress without a find is told so often. */
const tellMs = 250

type Period = {
  image?: string | undefined
  startTime?: number | undefined
  endTime?: number | undefined
}
type Found = FoundLog & { holders: Set<string> }
type Archive = { path: string; builds: KeptBuild[] }

/** One person's search through all that is kept. */
export class KeptSearch {
  readonly #scope: Scope
  readonly #query: FindQuery
  readonly #period: Period
  readonly #caller: AbortSignal
  readonly #until = performance.now() + longestMs
  readonly #found = new Map<string, Found>()
  readonly #coverage: SearchCoverage = { searched: 0, unread: 0, lines: 0, done: false }
  #named = 0

  constructor(scope: Scope, query: FindQuery, period: Period, caller: AbortSignal) {
    this.#scope = scope
    this.#query = query
    this.#period = period
    this.#caller = caller
  }

  /** How it goes on, to its end. @throws the caller's reason when it leaves */
  async *progress(): AsyncGenerator<SearchProgress> {
    const coverage = this.#coverage
    const kept = (await keptBuilds(this.#scope)).filter(({ imageId }) => isReadable(this.#scope, imageId))
    const meant = kept.filter((build) => this.#isMeant(build)).toSorted(byNewest)
    if (archiveStore()) coverage.builds = meant.length
    const patience = AbortSignal.any([this.#caller, AbortSignal.timeout(longestMs + patienceMs)])
    const atAws = imagesAtAws(this.#scope, patience)
    atAws.catch(() => {})
    yield { coverage: { ...coverage } }
    let toldAt = performance.now()
    for await (const found of asCompleted(this.#archives(meant), atOnce, (archive) =>
      this.#search(archive),
    )) {
      this.#caller.throwIfAborted()
      if (found.length === 0 && performance.now() - toldAt < tellMs) continue
      toldAt = performance.now()
      yield { coverage: { ...coverage }, ...(found.length > 0 && { found }) }
    }
    const images = await this.#readAtAws(atAws, kept)
    coverage.done = true
    yield { coverage: { ...coverage }, found: this.#hidden(kept, images) }
  }

  #isMeant({ imageId, description }: KeptBuild): boolean {
    const { image = '' } = this.#period
    const { buildStartTime, completionTime } = description
    return imageId.includes(image) && !isOutside(buildStartTime, completionTime, this.#period)
  }

  /** One after the other, until enough was found or it took too long. */
  *#archives(builds: readonly KeptBuild[]): Generator<Archive> {
    const byPath = new Map<string, KeptBuild[]>()
    for (const build of builds) byPath.set(build.path, [...(byPath.get(build.path) ?? []), build])
    for (const [path, own] of byPath) {
      if (performance.now() > this.#until) {
        this.#coverage.stopped = `The search ended after ${longestMs / 1000} seconds.`
        return
      }
      if (this.#named >= mostLines) {
        this.#coverage.stopped = `The search ended after ${mostLines.toLocaleString('en')} lines.`
        return
      }
      yield { path, builds: own }
    }
  }

  async #search({ path, builds }: Archive): Promise<FoundLog[]> {
    try {
      const found = await inTurn(() => this.#findIn(path, builds))
      this.#coverage.searched += builds.length
      return this.#add(path, found)
    } catch (error) {
      this.#caller.throwIfAborted()
      this.#coverage.unread += builds.length
      this.#coverage.unreadReason = `${builds[0]?.imageId}: ${error instanceof Error ? error.message : error}`
      return []
    }
  }

  async #findIn(path: string, builds: readonly KeptBuild[]): Promise<FoundInArchive[]> {
    this.#caller.throwIfAborted()
    const packed = await archiveStore()?.read(path)
    if (!packed) return []
    const { startTime, endTime } = this.#period
    const options = {
      window: { startTime, endTime },
      imageIds: builds.map(({ imageId }) => imageId),
      most: mostOfLog,
      mask: currentAwsSettings().MASK_ACCOUNT_IDS,
    }
    return analyze('findInArchive', path, [this.#query, options, packed], this.#caller)
  }

  /** A log group's streams lie in the archives of every later build of the image, too: each is told once. */
  #add(path: string, found: readonly FoundInArchive[]): FoundLog[] {
    return found.flatMap(({ began, ...log }) => {
      const key = `${log.imageId} ${log.logStreamName} ${began}`
      const known = this.#found.get(key)
      known?.holders.add(path)
      if (known && known.total >= log.total) return []
      this.#found.set(key, { ...log, holders: known?.holders ?? new Set([path]) })
      this.#coverage.lines += log.total - (known?.total ?? 0)
      this.#named += log.hits.length - (known?.hits.length ?? 0)
      noteFound('searchBuilds', this.#scope, [log.imageId])
      return [log]
    })
  }

  async #readAtAws(
    reading: Promise<ReadonlyMap<string, ImageInfoSummary>>,
    kept: readonly KeptBuild[],
  ): Promise<ReadonlyMap<string, ImageInfoSummary> | undefined> {
    const patience = AbortSignal.any([this.#caller, AbortSignal.timeout(patienceMs)])
    try {
      const images = await unlessAborted(reading, patience)
      const { image = '' } = this.#period
      const meant = [...images.values()].filter(
        ({ imageId, creationTime, completionTime }) =>
          imageId.includes(image) && !isOutside(creationTime, completionTime, this.#period),
      )
      this.#coverage.notKept = countNotKept(meant, kept)
      return images
    } catch (error) {
      this.#caller.throwIfAborted()
      const isLate = patience.aborted
      const words = error instanceof Error ? error.message : String(error)
      this.#coverage.notKeptReason = isLate ? 'AWS’s lists were not read in time.' : words
      return undefined
    }
  }

  /** The logs that no address leads to any more, once that is known. */
  #hidden(kept: readonly KeptBuild[], images: ReadonlyMap<string, ImageInfoSummary> | undefined): FoundLog[] {
    if (!images) return []
    return [...this.#found.values()].flatMap(({ holders, ...log }) => {
      const own = kept.filter(({ imageId }) => imageId === log.imageId).toSorted(byNewest)
      return isReachable(holders, own, images.get(log.imageId)) ? [] : [{ ...log, isHidden: true as const }]
    })
  }
}

/** Whether a build was over before the period, or began after it; what nobody knows of counts as within. */
function isOutside(
  began: string | undefined,
  ended: string | undefined,
  { startTime, endTime }: Period,
): boolean {
  const from = Date.parse(began ?? ended ?? '')
  const to = Date.parse(ended ?? '')
  return (startTime !== undefined && to < startTime) || (endTime !== undefined && from >= endTime)
}

const startOf = ({ description }: KeptBuild) => description.buildStartTime ?? ''
const byNewest = (a: KeptBuild, b: KeptBuild) => startOf(b).localeCompare(startOf(a))
