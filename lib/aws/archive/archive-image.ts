import 'server-only'
import { exportLayout } from '@/lib/images/archive/export-layout'
import { packArchive } from '@/lib/images/archive/pack-archive'
import { currentAwsSettings } from '@/lib/settings-aws'
import type { Scope } from '../scope'
import { readBuild } from './read-build'

/**
 * A build as `pcluster export-image-logs` would pack it, read from AWS only as fast as the caller takes it.
 * @throws ApiError before the first byte; later failures of a part are named inside, those of the whole break it off
 */
export async function archiveImage(
  scope: Scope,
  { imageId, maskAccountIds = false }: { imageId: string; maskAccountIds?: boolean },
  deadline: AbortSignal,
  caller: AbortSignal,
): Promise<Response> {
  const at = new Date()
  // The gateway masks what it sends, but cannot look into what is packed.
  const mask = maskAccountIds || currentAwsSettings().MASK_ACCOUNT_IDS
  const build = await readBuild(scope, imageId, deadline)
  return new Response(packArchive(build.files(at, mask, caller), at), {
    headers: {
      'content-type': 'application/gzip',
      'content-disposition': `attachment; filename="${exportLayout(imageId, at).folder}.tar.gz"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
