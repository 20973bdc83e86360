import 'server-only'
import { tmpdir } from 'node:os'
import { currentAwsSettings } from '@/lib/settings-aws'
import { type CacheFolder, createCacheFolder } from './cache-folder'

let folder: CacheFolder | null | undefined

/** The process's folder for all it keeps, made when first needed; null when the settings want none. */
export function diskCache(): CacheFolder | null {
  const { CACHE_DIR = tmpdir(), CACHE_DISK_MB } = currentAwsSettings()
  if (folder === undefined) {
    folder = CACHE_DISK_MB === 0 ? null : createCacheFolder(CACHE_DIR, CACHE_DISK_MB * 1024 * 1024)
  }
  return folder
}
