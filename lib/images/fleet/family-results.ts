import { buildState } from '../build-state'
import { familyOf } from '../changes/family'
import type { ImageInfoSummary } from '../schemas'

/** So many results stand beside a family's newest image. */
const mostResults = 10

/**
 * The last results of each family of images, oldest first, by its newest image's id: of families with one image only
 * there is nothing to tell.
 */
export function familyResults(images: readonly ImageInfoSummary[]): Map<string, ImageInfoSummary[]> {
  const families = new Map<string, ImageInfoSummary[]>()
  for (const image of images) {
    if (buildState(image).kind === 'gone') continue
    const family = familyOf(image)
    const known = families.get(family)
    if (known) known.push(image)
    else families.set(family, [image])
  }
  const results = new Map<string, ImageInfoSummary[]>()
  for (const builds of families.values()) {
    if (builds.length < 2) continue
    const newestFirst = builds.sort((a, b) => timeOf(b) - timeOf(a)).slice(0, mostResults)
    const [newest] = newestFirst
    if (newest) results.set(newest.imageId, newestFirst.reverse())
  }
  return results
}

const timeOf = ({ creationTime }: ImageInfoSummary) => Date.parse(creationTime ?? '') || 0
