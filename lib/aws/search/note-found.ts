import 'server-only'
import { currentRequest } from '@/lib/request-context'
import type { Scope } from '../scope'

/** For the audit: of which images' logs an answer tells, or which it had searched. */
export function noteFound(
  operationId: string,
  { account, region }: Scope,
  imageIds: readonly string[],
): void {
  const request = currentRequest()
  if (!request || imageIds.length === 0) return
  const all = new Set([...(request.read?.imageIds ?? []), ...imageIds])
  request.read = { operationId, account: account.name, region, imageIds: [...all] }
}
