import { buildState } from './build-state'
import { imageStatuses } from './image-status'
import type { ImageInfoSummary } from './schemas'

/** ParallelCluster's three list statuses, and one for images of which only a log is left. */
export const listStatuses = [...imageStatuses, 'DELETED'] as const
export type ListStatus = (typeof listStatuses)[number]

/** Told by what the table calls the build: every image has one. */
export function listStatusOf(image: ImageInfoSummary): ListStatus {
  switch (buildState(image).kind) {
    case 'good':
      return image.kept ? 'DELETED' : 'AVAILABLE'
    case 'warning':
      return image.ec2AmiInfo ? 'AVAILABLE' : 'FAILED'
    case 'running':
      return 'PENDING'
    case 'failed':
    case 'cancelled':
      return 'FAILED'
    case 'gone':
      return 'DELETED'
  }
}

/**
 * Images whose id, AMI or version holds every word of `q`, case aside, and whose status is `status`; order kept.
 * @param among ids of the only images that count; without it all do
 */
export function filterImages(
  images: readonly ImageInfoSummary[],
  { q, status, among }: { q: string; status: ListStatus | null; among?: ReadonlySet<string> | undefined },
): ImageInfoSummary[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return images.filter((image) => {
    if (status && listStatusOf(image) !== status) return false
    if (among && !among.has(image.imageId)) return false
    const text = `${image.imageId} ${image.version} ${image.ec2AmiInfo?.amiId ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
