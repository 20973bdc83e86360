import { buildState } from './build-state'
import type { ImageStatus } from './image-status'
import type { ImageInfoSummary } from './schemas'

/** ParallelCluster's three list statuses, told by what the table calls the build. */
export function imageStatusOf(image: ImageInfoSummary): ImageStatus | undefined {
  switch (buildState(image).kind) {
    case 'good':
      return 'AVAILABLE'
    case 'warning':
      return image.ec2AmiInfo ? 'AVAILABLE' : 'FAILED'
    case 'running':
      return 'PENDING'
    case 'failed':
      return 'FAILED'
    case 'gone':
      return undefined
  }
}

/** Images whose id, AMI or version holds every word of `q`, case aside, and whose status is `status`; order kept. */
export function filterImages(
  images: readonly ImageInfoSummary[],
  { q, status }: { q: string; status: ImageStatus | null },
): ImageInfoSummary[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return images.filter((image) => {
    if (status && imageStatusOf(image) !== status) return false
    const text = `${image.imageId} ${image.version} ${image.ec2AmiInfo?.amiId ?? ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
