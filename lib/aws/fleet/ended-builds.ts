import 'server-only'
import { isMoving } from '@/lib/images/build-state'
import type { StackFacts } from '@/lib/images/merge-images'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { withAnswerDeadline } from '../answer-deadline'
import { keptBuilds } from '../archive/kept-builds'
import { pagesOf } from '../archive/pages-of'
import { listImages } from '../list-images'
import type { Scope } from '../scope'

/** A build that has ended without an AMI: its stack, or the archive that alone tells of it. */
export type EndedBuild = { build: string } & ({ stack: StackFacts } | { path: string; imageId: string })

export const imageIdOf = (build: EndedBuild): string =>
  'path' in build ? build.imageId : build.stack.imageId

/**
 * The builds that may have failed, as far as AWS's lists and the archive tell: page by page, newest first. A good one
 * whose AMI was removed since is among them; looking into it tells.
 * @throws ApiError
 */
export async function* endedBuilds(scope: Scope, signal: AbortSignal): AsyncGenerator<EndedBuild[]> {
  const seen = new Set<string>()
  const fresh = (builds: EndedBuild[]) =>
    builds.filter(({ build }) => !seen.has(build) && seen.add(build) !== undefined)
  const pages = pagesOf((token) =>
    withAnswerDeadline(signal, (deadline) => listImages(scope, token, deadline)),
  )
  for await (const { images } of pages) yield fresh(images.flatMap(ofImage))
  const kept = await keptBuilds(scope)
  yield fresh(
    kept
      .filter(({ description }) => description.ec2AmiInfo === undefined)
      .map(({ path, imageId, description }) => ({
        build: description.cloudformationStackArn ?? `archive:${path}`,
        path,
        imageId,
      })),
  )
}

function ofImage(image: ImageInfoSummary): EndedBuild[] {
  const { cloudformationStackArn: stackId, cloudformationStackStatus: stackStatus } = image
  // Kept ones are told of by their archives.
  if (image.kept || image.ec2AmiInfo || isMoving(image) || stackId === undefined || stackStatus === undefined)
    return []
  const reason = image.cloudformationStackStatusReason
  const stack: StackFacts = {
    imageId: image.imageId,
    stackId,
    stackStatus,
    ...(reason !== undefined && { stackStatusReason: reason }),
    version: image.version,
    creationTime: image.creationTime ?? new Date(0).toISOString(),
  }
  return [{ build: stackId, stack }]
}
