import { buildState } from './build-state'
import type { ImageDescription, ImageInfoSummary } from './schemas'

/** How many earlier builds are read for comparison, at the most: each costs a whole log the first time. */
const most = 3

/**
 * Good images a build can be compared with, best first: of the same ParallelCluster version, those whose id begins
 * alike (people name a family alike: `hpc-al2023-…`) before the others, newer before older.
 */
export function comparableImages(
  image: Pick<ImageDescription, 'imageId' | 'version'>,
  images: readonly ImageInfoSummary[],
): ImageInfoSummary[] {
  const alike = (other: ImageInfoSummary) => commonPrefix(image.imageId, other.imageId)
  return images
    .filter((other) => other.imageId !== image.imageId && isGood(other) && isComparable(image, other))
    .sort((a, b) => sameVersion(image, b) - sameVersion(image, a) || alike(b) - alike(a))
    .slice(0, most)
}

const isGood = (image: ImageInfoSummary) =>
  image.ec2AmiInfo !== undefined && buildState(image).kind !== 'failed'

const sameVersion = (a: { version: string }, b: { version: string }) => Number(a.version === b.version)

/** Another version's build is worth comparing only when it is the same recipe: the id without its version. */
function isComparable(image: { imageId: string; version: string }, other: ImageInfoSummary): boolean {
  return image.version === other.version || familyOf(image) === familyOf(other)
}

const familyOf = ({ imageId, version }: { imageId: string; version: string }) =>
  imageId.replace(version.replaceAll('.', '-'), '')

function commonPrefix(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}
