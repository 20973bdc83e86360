import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { RequestContext } from '../request-context'

/** A page that follows a log asks every other second: one line says so for as long. */
const onceInMs = 10 * 60_000

/**
 * Who read which image, one line of the log for a person, an image and a kind of question in ten minutes. What somebody
 * asked for that is not theirs to read is told as well. Nothing without sign-in, since there is nobody to name.
 */
export function createAudit(log: Logger) {
  const told = new LRUCache<string, true>({ max: 50_000, ttl: onceInMs })
  return function audit({ requestId, user, read }: RequestContext, status: number, client: string): void {
    if (!user || !read || (status >= 400 && !read.hidden)) return
    const { operationId, account, region, imageIds, hidden = false } = read
    const unsaid = imageIds.filter((imageId) => {
      const key = JSON.stringify([user.id, account, region, imageId, operationId, hidden])
      const isNew = !told.has(key)
      told.set(key, true)
      return isNew
    })
    if (unsaid.length === 0) return
    log.info(
      {
        audit: hidden ? 'hidden' : 'read',
        user: user.id,
        name: user.name,
        operationId,
        account,
        region,
        imageIds: unsaid,
        requestId,
        client,
      },
      hidden ? 'An image outside the reader’s rights was asked for' : 'An image was read',
    )
  }
}

export type Audit = ReturnType<typeof createAudit>
