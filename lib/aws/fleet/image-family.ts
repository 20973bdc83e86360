import 'server-only'
import { ApiError } from '@/lib/api-error'
import { buildState } from '@/lib/images/build-state'
import { familyOf } from '@/lib/images/changes/family'
import type { BuildSteps, FamilyBuild, ImageFamily } from '@/lib/images/fleet/family-builds'
import type { ImageInfoSummary } from '@/lib/images/schemas'
import { isReadable } from '../allowed-images'
import { notFound } from '../not-found'
import type { Scope } from '../scope'
import { everyImage } from './every-image'
import { fillSteps, knownSteps } from './fill-steps'

const mostBuilds = 10

/**
 * The last builds of the image's family: how each ended, and how long its steps took as far as its log was read. The
 * logs not yet read are read in the background, each once, whoever asks.
 * @throws ApiError 404 when the image is unknown
 */
export async function imageFamily(
  scope: Scope,
  { imageId }: { imageId: string },
  signal: AbortSignal,
): Promise<ImageFamily> {
  const images = await everyImage(scope, signal)
  const here = images.find((image) => image.imageId === imageId)
  if (!here) throw new ApiError(404, notFound.image(imageId))
  const family = familyOf(here)
  const members = images
    .filter((image) => familyOf(image) === family && isReadable(scope, image.imageId))
    .sort((a, b) => timeOf(b) - timeOf(a))
  // An image further back stands among those before it.
  const at = members.indexOf(here)
  const shown = members.slice(at < mostBuilds ? 0 : at, (at < mostBuilds ? 0 : at) + mostBuilds)
  const builds = await Promise.all(shown.map(async (image) => toFamilyBuild(image, await knownSteps(image))))
  const logged = shown.filter(hasEndedLog)
  const missing = logged.filter(
    (image) => !builds.some(({ imageId, log }) => imageId === image.imageId && log),
  )
  const { isReading, unread, reason } = fillSteps(scope, missing)
  return {
    family,
    builds,
    coverage: {
      builds: logged.length,
      read: logged.length - missing.length,
      unread,
      ...(reason !== undefined && { unreadReason: reason }),
      isReading,
    },
  }
}

/** Kept builds' logs are read from the archive when somebody looks at them, not for a trend. */
const hasEndedLog = (image: ImageInfoSummary) =>
  image.hasLogGroup !== false && !image.kept && ['good', 'failed', 'warning'].includes(buildState(image).kind)

function toFamilyBuild(image: ImageInfoSummary, log: BuildSteps | undefined): FamilyBuild {
  const { imageId, version, creationTime, completionTime } = image
  return {
    imageId,
    version,
    outcome: outcomeOf(image),
    ...(creationTime !== undefined && { startTime: creationTime }),
    ...(completionTime !== undefined && { completionTime }),
    ...(log && { log }),
  }
}

function outcomeOf(image: ImageInfoSummary): FamilyBuild['outcome'] {
  const { kind } = buildState(image)
  if (kind === 'good' || kind === 'warning') return image.ec2AmiInfo ? 'good' : 'other'
  return kind === 'failed' || kind === 'running' ? kind : 'other'
}

const timeOf = ({ creationTime }: ImageInfoSummary) => Date.parse(creationTime ?? '') || 0
