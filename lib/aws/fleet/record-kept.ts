import 'server-only'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import { type BuildRecord, toBuildRecord } from '@/lib/images/fleet/build-record'
import { readKept } from '../archive/open-kept'

/**
 * What an archive tells of a build that AWS has forgotten: its whole log is read, and nobody is asked.
 * @returns undefined where it cannot be read, which the log says
 */
export async function recordKept(
  build: string,
  path: string,
  imageId: string,
): Promise<BuildRecord | undefined> {
  const kept = await readKept(path, imageId)
  if (!kept) return undefined
  const description = kept.describe()
  const explained = kept.cause(undefined)
  const { logStreamName } = explained
  const outline =
    logStreamName === undefined ? undefined : (kept.answer('outline', { logStreamName }) as Outline)
  const told = {
    build,
    imageId,
    version: description.version,
    startTime: description.buildStartTime,
    completionTime: description.completionTime,
    logStreamName,
  }
  return toBuildRecord(told, explained, outline)
}
