/** What ParallelCluster accepts as an image id when reading: at least two characters, no maximum. */
export const imageIdPattern = /^[a-zA-Z][a-zA-Z0-9-]+$/

/** So many images are asked about in one request. */
export const mostImageIds = 50

const logGroupPrefix = '/aws/imagebuilder/ParallelClusterImage-'

/** The log group EC2 Image Builder writes an image's builds to. */
export function logGroupNameOf(imageId: string): string {
  return logGroupPrefix + imageId
}

/** The image a log group belongs to, or null for a group of something else. */
export function imageIdOfLogGroup(logGroupName: string): string | null {
  if (!logGroupName.startsWith(logGroupPrefix)) return null
  const imageId = logGroupName.slice(logGroupPrefix.length)
  return imageIdPattern.test(imageId) ? imageId : null
}
