import 'server-only'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import type { KeptBuild } from '../archive/kept-builds'
import { isSameBuild } from '../archive/kept-builds'
import { pagesOf } from '../archive/pages-of'
import { listImages } from '../list-images'
import type { Scope } from '../scope'

/**
 * What AWS tells of images that whoever asks may read, by their ids; what only the archive knows is left out.
 * @throws ApiError
 */
export async function imagesAtAws(
  scope: Scope,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ImageInfoSummary>> {
  const images = new Map<string, ImageInfoSummary>()
  for await (const page of pagesOf((token) => listImages(scope, token, signal))) {
    for (const image of page.images) if (!image.kept) images.set(image.imageId, image)
  }
  return images
}

/** How many of AWS's builds no archive holds. */
export const countNotKept = (images: Iterable<ImageInfoSummary>, kept: readonly KeptBuild[]): number => {
  const byImage = new Map<string, KeptBuild[]>()
  for (const build of kept) byImage.set(build.imageId, [...(byImage.get(build.imageId) ?? []), build])
  let count = 0
  for (const image of images) {
    const own = byImage.get(image.imageId) ?? []
    if (!own.some(({ description }) => isSameBuild(description, image))) count += 1
  }
  return count
}

/**
 * Whether the address of an image's log leads to the log that these archives hold, or to another build of that name.
 * @param kept the image's archives, newest first
 */
export function isReachable(
  holders: ReadonlySet<string>,
  kept: readonly KeptBuild[],
  atAws: ImageInfoSummary | undefined,
): boolean {
  // The newest archive answers where AWS has forgotten the image.
  if (!atAws) return kept[0] !== undefined && holders.has(kept[0].path)
  // A log group holds the streams of every build since it was made.
  if (atAws.hasLogGroup) return true
  return kept.some(({ path, description }) => holders.has(path) && isSameBuild(description, atAws))
}
