import 'server-only'
import { ApiError } from '@/lib/api-error'
import { logGroupNameOf } from '@/lib/images/image-id'
import { currentAwsSettings } from '@/lib/settings-aws'
import { isReadable } from '../allowed-images'
import { dueTo, toApiError, toAwsFailure } from '../aws-failure'
import { imageLogGroups } from '../image-log-groups'
import type { Scope } from '../scope'

/** One query takes so many log groups by name. */
const groupsOfQuery = 50
/** AWS runs 30 queries of an account at a time, others' too. */
const mostQueries = 20

export type ChosenLogGroups = {
  /** The images whose groups are to be read, as many as one query takes each. */
  batches: string[][]
  imageIds: string[]
  /** Groups beyond the most that one search takes. */
  leftOut: number
  storedBytes: number
}

/**
 * The log groups that a search would read: those of images that whoever asks may read, by their very names, since a
 * pattern could take in others. The newest first.
 * @throws ApiError 404 where the operator has not allowed it, else AWS's failure
 */
export async function chosenLogGroups(
  scope: Scope,
  { image = '', endTime }: { image?: string; endTime?: number },
  signal: AbortSignal,
): Promise<ChosenLogGroups> {
  if (!currentAwsSettings().INSIGHTS) throw new ApiError(404, notAllowed)
  const groups = await imageLogGroups(scope).catch((error: unknown) => {
    throw toApiError(toAwsFailure(error, signal), { other: dueTo('Unable to list log groups') })
  })
  const meant = groups
    .filter(({ imageId }) => imageId.includes(image) && isReadable(scope, imageId))
    .filter(({ creationTime }) => endTime === undefined || Date.parse(creationTime) < endTime)
    .toSorted((a, b) => b.creationTime.localeCompare(a.creationTime))
  const chosen = meant.slice(0, groupsOfQuery * mostQueries)
  const imageIds = chosen.map(({ imageId }) => imageId)
  const batches: string[][] = []
  for (let at = 0; at < imageIds.length; at += groupsOfQuery)
    batches.push(imageIds.slice(at, at + groupsOfQuery).map(logGroupNameOf))
  return {
    batches,
    imageIds,
    leftOut: meant.length - chosen.length,
    storedBytes: chosen.reduce((sum, { storedBytes = 0 }) => sum + storedBytes, 0),
  }
}

const notAllowed =
  'Searching by CloudWatch Logs Insights is not allowed on this server (INSIGHTS is not set).'
