import type { ArchiveProblem } from '@/lib/images/archive/problem'
import type { ImageExplanation } from '@/lib/images/build-log/operations'

/** One build as the command tells of it. */
export type ExplainedBuild = ImageExplanation & {
  region?: string
  version?: string
  /** What of its files could not be read. */
  problems?: ArchiveProblem[]
}

/** 0 good, 1 failed, 2 nothing can be said; of several builds the worst. */
export function exitCodeOf(builds: readonly ExplainedBuild[]): 0 | 1 | 2 {
  if (builds.some(({ outcome }) => outcome === 'failed' || outcome === 'cancelled')) return 1
  return builds.length === 0 || builds.some(({ outcome }) => outcome === 'running') ? 2 : 0
}
