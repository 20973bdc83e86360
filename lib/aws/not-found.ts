import 'server-only'

/** The texts of upstream's 404s. */
export const notFound = {
  image: (imageId: string) => `No image or stack associated with ParallelCluster image id: ${imageId}.`,
  logGroup: (imageId: string) =>
    `Unable to find image logs, please double check if image id=${imageId} is correct.`,
  logStream: (logStreamName: string) => `The specified log stream ${logStreamName} does not exist.`,
  stack: (imageId: string) => `CloudFormation Stack for Image ${imageId} does not exist.`,
}
