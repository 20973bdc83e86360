import 'server-only'
import { currentRequest } from '@/lib/request-context'
import { mayReadImage } from '@/lib/rights'
import { currentAwsSettings } from '@/lib/settings-aws'
import type { Scope } from './scope'

/** Whether this server shows the image to anybody; IMAGE_ID_PREFIXES may keep it to some. */
export function isShown(imageId: string): boolean {
  const prefixes = currentAwsSettings().IMAGE_ID_PREFIXES
  return prefixes.length === 0 || prefixes.some((prefix) => imageId.startsWith(prefix))
}

/**
 * Whether whoever asks may read it, by IMAGE_ID_PREFIXES and, in a request, by ACCESS_FILE. What is shared between
 * requests is kept by `isShown` and cut for each by this.
 */
export function isReadable({ account, region }: Scope, imageId: string): boolean {
  const where = { account: account.name, region }
  return isShown(imageId) && mayReadImage(currentRequest()?.rights, where, imageId)
}
