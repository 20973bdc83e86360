import 'server-only'
import { currentAwsSettings } from '@/lib/settings-aws'

/** Whether this server shows the image; IMAGE_ID_PREFIXES may keep it to some. */
export function isReadable(imageId: string): boolean {
  const prefixes = currentAwsSettings().IMAGE_ID_PREFIXES
  return prefixes.length === 0 || prefixes.some((prefix) => imageId.startsWith(prefix))
}
