import type { BuildOutcome } from './build-log/cause'
import type { ImageDescription, ImageInfoSummary } from './schemas'

/** What a person calls a build's state; colour and glyph hang on `kind`, the sentence on `words`. */
export type BuildState = {
  kind: 'good' | 'failed' | 'cancelled' | 'running' | 'warning' | 'gone'
  words: string
}

type Statuses = Pick<
  ImageInfoSummary | ImageDescription,
  'imageBuildStatus' | 'cloudformationStackStatus' | 'ec2AmiInfo'
> & {
  /** Image Builder's own status, where it was asked. */
  imagebuilderImageStatus?: string | undefined
  /** Whether files tell of the build: nothing in them moves any more (see archive/describe-opened.ts). */
  openedFrom?: true
  /** Whether only the archive tells of it: nothing moves there either. */
  kept?: true | undefined
}

/**
 * The state of a build in plain words. ParallelCluster's own status hides two things: that a DELETE_FAILED stack
 * beside an AMI is a good image with a mess left over, and that a rolled-back build is a failed one. What somebody
 * cancelled is BUILD_FAILED there too: Image Builder tells, or the `outcome` of looking into the build.
 */
export function buildState(image: Statuses, outcome?: BuildOutcome): BuildState {
  const { kind, words } = stateOf(image, outcome)
  return { kind, words: image.kept ? `${words}; kept` : words }
}

function stateOf(image: Statuses, outcome: BuildOutcome | undefined): BuildState {
  const { imageBuildStatus, cloudformationStackStatus: stack, ec2AmiInfo } = image
  const hasAmi = ec2AmiInfo !== undefined
  // What AWS has forgotten has no AMI any more.
  if (hasAmi && image.kept) return { kind: 'good', words: 'Built' }
  if (hasAmi && stack === 'DELETE_FAILED') return { kind: 'warning', words: 'Available; clean-up failed' }
  if (hasAmi) return { kind: 'good', words: 'Available' }
  switch (imageBuildStatus) {
    case 'BUILD_COMPLETE':
      return { kind: 'good', words: 'Built' }
    case 'BUILD_IN_PROGRESS':
      return { kind: 'running', words: 'Building' }
    case 'BUILD_FAILED':
      if (outcome === 'cancelled' || image.imagebuilderImageStatus === 'CANCELLED')
        return { kind: 'cancelled', words: 'Cancelled' }
      if (stack === 'ROLLBACK_IN_PROGRESS') return { kind: 'failed', words: 'Failed; rolling back' }
      if (stack === 'ROLLBACK_FAILED') return { kind: 'failed', words: 'Failed; roll-back failed' }
      return { kind: 'failed', words: stack?.includes('ROLLBACK') ? 'Failed; rolled back' : 'Failed' }
    case 'DELETE_IN_PROGRESS':
      return { kind: 'running', words: 'Deleting' }
    case 'DELETE_FAILED':
      return { kind: 'warning', words: 'Deletion failed' }
    case 'DELETE_COMPLETE':
      if (image.openedFrom) return { kind: 'gone', words: 'Not ended in these files' }
      return { kind: 'gone', words: 'Deleted; log kept' }
  }
}

/** Whether the build or its clean-up still moves, and a page should look again by itself. */
export const isMoving = (image: Statuses): boolean =>
  !image.openedFrom &&
  !image.kept &&
  (image.imageBuildStatus === 'BUILD_IN_PROGRESS' ||
    image.imageBuildStatus === 'DELETE_IN_PROGRESS' ||
    (image.cloudformationStackStatus?.endsWith('_IN_PROGRESS') ?? false))

/** How long a build took, or has been running at `now`; undefined when AWS no longer tells. Milliseconds. */
export function buildDuration(
  image: Pick<ImageInfoSummary, 'creationTime' | 'completionTime' | 'imageBuildStatus'> & {
    buildStartTime?: string | undefined
  },
  now: number,
): number | undefined {
  const started = startOf(image)
  if (!started) return undefined
  const start = Date.parse(started)
  if (image.completionTime) return Date.parse(image.completionTime) - start
  return image.imageBuildStatus === 'BUILD_IN_PROGRESS' ? now - start : undefined
}

/** When the build began: a description keeps its creationTime for the AMI's, as ParallelCluster has it. */
export const startOf = (image: { creationTime?: string | undefined; buildStartTime?: string | undefined }) =>
  image.buildStartTime ?? image.creationTime
