import { gunzipSync } from 'node:zlib'
import { openFiles } from '@/lib/images/archive/open-files'
import type { Window } from '@/lib/images/archive/text-of-stream'
import type { FindPattern } from '@/lib/images/log-events/find-query'
import { type FoundInLog, findInLog } from '@/lib/images/search/find-in-log'

export type ArchiveSearch = {
  window: Window
  /** Of people's own archives, which may hold several, only these images' logs are looked through. */
  imageIds: readonly string[]
  /** So many lines of a log are told with their text. */
  most: number
  mask: boolean
}

export type FoundInArchive = FoundInLog & { imageId: string; logStreamName: string }

const mebibyte = 1024 * 1024
/** So much text of one build is held in a thread: four times the largest seen. */
const largest = 256 * mebibyte

/** The lines that match of every log in an archive; logs without any are left out, as is a log without times of its own. */
export async function findInArchive(
  pattern: FindPattern,
  { window, imageIds, most, mask }: ArchiveSearch,
  packed: Uint8Array,
): Promise<FoundInArchive[]> {
  const tar = { path: 'archive.tar', blob: new Blob([unpacked(packed)]) }
  const { builds } = await openFiles([tar], new AbortController().signal, () => undefined)
  return builds
    .filter(({ imageId }) => imageIds.includes(imageId))
    .flatMap(({ imageId, streams }) =>
      streams
        .filter(({ timed }) => timed)
        .map(({ logStreamName, store }) => ({
          imageId,
          logStreamName,
          ...findInLog(store, pattern, { window, most, mask }),
        })),
    )
    .filter(({ total }) => total > 0)
}

/** By Node's zlib, which compares length and checksum: a damaged archive is not believed. */
function unpacked(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(gunzipSync(packed, { maxOutputLength: largest }))
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    throw isLarge ? new Error(`An archive is larger than ${largest / mebibyte} MiB, unpacked.`) : error
  }
}
