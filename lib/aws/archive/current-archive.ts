import 'server-only'
import { currentAwsSettings } from '@/lib/settings-aws'
import { createArchiveBucket } from './archive-bucket'
import { createArchiveFolder } from './archive-folder'
import type { ArchiveStore } from './archive-store'

let store: ArchiveStore | null | undefined

/** What ARCHIVE names; null where it is not set. */
export function archiveStore(): ArchiveStore | null {
  if (store !== undefined) return store
  const { ARCHIVE } = currentAwsSettings()
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(ARCHIVE ?? '') ?? []
  if (ARCHIVE === undefined) store = null
  else store = bucket === undefined ? createArchiveFolder(ARCHIVE) : createArchiveBucket(bucket, prefix)
  return store
}
