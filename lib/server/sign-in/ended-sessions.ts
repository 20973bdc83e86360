import { once } from 'node:events'
import Valkey from 'iovalkey'
import { LRUCache } from 'lru-cache'

/** How long a replica believes that a session has not been ended at another one. */
const believedMs = 5_000

/**
 * Sessions that were ended before their time, until that time: a cookie somebody copied is worth nothing after
 * signing out. Kept by this process, and with Valkey by all replicas and across restarts; while Valkey is away each
 * replica knows its own.
 */
export function createEndedSessions(valkeyUrl: string | undefined) {
  const ended = new LRUCache<string, true>({ max: 100_000 })
  const standing = new LRUCache<string, true>({ max: 100_000, ttl: believedMs })
  const shared = valkeyUrl === undefined ? undefined : connect(valkeyUrl)
  const key = (sessionId: string) => `image-build-logs:ended-session:${sessionId}`

  return {
    /** @param expires when the session would have ended by itself, in seconds. */
    async add(sessionId: string, expires: number): Promise<void> {
      const seconds = Math.max(1, Math.ceil(expires - Date.now() / 1000))
      ended.set(sessionId, true, { ttl: seconds * 1000 })
      await shared?.set(key(sessionId), '1', 'EX', seconds).catch(() => undefined)
    },
    async has(sessionId: string): Promise<boolean> {
      if (ended.has(sessionId)) return true
      if (!shared || standing.has(sessionId)) return false
      const found = await shared.exists(key(sessionId)).catch(() => 0)
      if (found === 1) ended.set(sessionId, true)
      else standing.set(sessionId, true)
      return found === 1
    },
    /** Resolves once Valkey can be asked; never while it is away. */
    ready: async () => {
      if (shared && shared.status !== 'ready') await once(shared, 'ready')
    },
    close: () => shared?.disconnect(),
  }
}

function connect(url: string): Valkey {
  const client = new Valkey(url.replace(/^valkey/, 'redis'), {
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
    enableOfflineQueue: false,
  })
  client.on('error', () => {})
  return client
}
