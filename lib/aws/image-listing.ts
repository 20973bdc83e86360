import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { byNewest } from '@/lib/images/merge-images'
import type { ImageInfoSummary, Images } from '@/lib/images/schemas'
import { isShown } from './allowed-images'
import { keptImages } from './archive/kept-lists'
import { readImageFacts } from './image-facts'
import { type Scope, scopeKey } from './scope'

/** The first page tells after so long what is known by then; later ones, which nobody's first glance waits for, gather more. */
const firstPatienceMs = 300
const laterPatienceMs = 1_500
/** With nothing new to tell it waits longer, and is an empty page at last. */
const longestMs = 5_000
const pageSize = 500
/** A listing that nobody reads on is forgotten. */
const forgottenMs = 2 * 60_000

/**
 * All images of a scope, page by page as they become known, each page newest first: AWS gives its lists in orders of
 * its own, and the facts of one image stand in four of them. An image of which more becomes known later comes again.
 * Pages stay as they were given, so that each can be asked for again.
 */
export type ImageListing = {
  first: Promise<Images>
  /** Undefined for one that no page has led to. */
  page: (index: number) => Promise<Images> | undefined
}

/** By scope and id: a token means nothing in another account or region. */
const listings = new LRUCache<string, ImageListing>({ max: 30, ttl: forgottenMs, updateAgeOnGet: true })

export function startListing(scope: Scope): ImageListing {
  const id = randomUUID()
  const key = `${scopeKey(scope)} ${id}`
  const facts = readImageFacts(scope)
  let kept: ImageInfoSummary[] | undefined
  const keptIsKnown = keptImages(scope)
    .catch(() => [])
    .then((images) => {
      kept = images
    })
  const isEverythingKnown = () => facts.isDone() && kept !== undefined
  /** What was told of each image. */
  const told = new Map<string, string>()
  const pages: Promise<Images>[] = []
  let untold: ImageInfoSummary[] = []
  let seen = -1
  let isWhole = false

  /** @throws what reading threw */
  async function somethingNew(patienceMs: number): Promise<void> {
    for (const began = performance.now(); ; ) {
      facts.check()
      if (isEverythingKnown()) return
      const isNew = facts.isBegun() && facts.size() > seen
      const left = (isNew ? patienceMs : longestMs) - (performance.now() - began)
      // An empty answer says that AWS had nothing to tell: before AWS has told anything there is none.
      if (left <= 0 && facts.isBegun()) return
      const more = facts.isDone() ? keptIsKnown : facts.changed()
      await Promise.race([more, sleep(Math.max(left, 50), undefined, { ref: false })])
    }
  }

  async function gather(patienceMs: number): Promise<void> {
    await somethingNew(patienceMs)
    isWhole = isEverythingKnown()
    seen = facts.size()
    const known = facts.images()
    untold = (isWhole ? withForgotten(known, kept ?? []) : known).filter(
      (image) => isShown(image.imageId) && told.get(image.imageId) !== JSON.stringify(image),
    )
  }

  async function nextPage(index: number): Promise<Images> {
    if (untold.length === 0) await gather(index === 0 ? firstPatienceMs : laterPatienceMs)
    const images = untold.splice(0, pageSize)
    for (const image of images) told.set(image.imageId, JSON.stringify(image))
    const isLast = isWhole && untold.length === 0
    if (!isLast) listings.set(key, listing)
    const [warnings, notes] = [facts.warnings(), facts.notes()]
    return {
      images,
      ...(!isLast && { nextToken: `${id}.${index + 1}` }),
      ...(isLast && warnings.length > 0 && { warnings: [...warnings] }),
      ...(isLast && notes.length > 0 && { notes: [...notes] }),
    }
  }

  function begin(index: number, before: Promise<unknown>): Promise<Images> {
    const page = before.then(() => nextPage(index))
    pages[index] = page
    // Its token then begins a listing anew.
    page.catch(() => listings.delete(key))
    return page
  }

  const listing: ImageListing = {
    first: begin(0, Promise.resolve()),
    page(index) {
      const before = pages[index - 1]
      return pages[index] ?? (before && begin(index, before))
    },
  }
  return listing
}

/** What AWS knows of is AWS's to tell; only once all of that is known are the others forgotten. */
function withForgotten(known: ImageInfoSummary[], kept: readonly ImageInfoSummary[]): ImageInfoSummary[] {
  const ids = new Set(known.map(({ imageId }) => imageId))
  const forgotten = kept.filter(({ imageId }) => !ids.has(imageId))
  return forgotten.length === 0 ? known : [...known, ...forgotten].sort(byNewest)
}

/**
 * The page a token stands for. Undefined for one of another replica, or of a listing long forgotten or failed: then
 * all is told anew.
 */
export function heldPage(scope: Scope, nextToken: string): Promise<Images> | undefined {
  const [, id = '', index = ''] = /^([0-9a-f-]{36})\.(\d{1,5})$/.exec(nextToken) ?? []
  return listings.get(`${scopeKey(scope)} ${id}`)?.page(Number(index))
}
