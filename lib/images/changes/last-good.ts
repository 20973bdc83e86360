import { buildState } from '../build-state'
import type { ImageInfoSummary } from '../schemas'
import { familyOf } from './family'

type Build = { imageId: string; version: string; startedAt?: string | undefined }

/**
 * The builds that ended well, of the same family, before this one began: newest first. Where none did, those that
 * ended well since, oldest first: what they have that this one lacks tells as much. The image's own earlier attempts
 * are told by its log streams, not by the list.
 */
export function goodBuildsOf(
  build: Build,
  images: readonly ImageInfoSummary[],
): { image: ImageInfoSummary; isLater: boolean }[] {
  const family = familyOf(build)
  const good = images.filter(
    (image) => image.imageId !== build.imageId && isGood(image) && familyOf(image) === family,
  )
  const start = Date.parse(build.startedAt ?? '') || Number.POSITIVE_INFINITY
  const earlier = good.filter((image) => timeOf(image) < start).toSorted((a, b) => timeOf(b) - timeOf(a))
  const later = good.filter((image) => timeOf(image) >= start).toSorted((a, b) => timeOf(a) - timeOf(b))
  return [
    ...earlier.map((image) => ({ image, isLater: false })),
    ...later.map((image) => ({ image, isLater: true })),
  ]
}

const isGood = (image: ImageInfoSummary) =>
  image.ec2AmiInfo !== undefined && buildState(image).kind !== 'failed'

/** When it began; 0 when nobody knows. */
const timeOf = ({ creationTime }: ImageInfoSummary): number => Date.parse(creationTime ?? '') || 0
