import 'server-only'
import { LRUCache } from 'lru-cache'
import { metrics } from '@/lib/metrics'
import { currentAwsSettings } from '@/lib/settings-aws'
import type { CacheFolder } from './cache-folder'
import { diskCache } from './disk-cache'

const megabyte = 1024 * 1024

/** A page's tokens are good for 24 hours, and one of its neighbours may have to be asked for again. */
const keptFor = 20 * 3_600_000

/**
 * Pages that never change, as compressed JSON: in memory, behind it on disk.
 * @param disk null for none
 */
export function createPageCache(memoryMegabytes: number, disk: CacheFolder | null) {
  const memory =
    memoryMegabytes === 0
      ? null
      : new LRUCache<string, Buffer>({
          maxSize: memoryMegabytes * megabyte,
          sizeCalculation: (page, key) => page.length + key.length,
          ttl: keptFor,
        })

  return {
    /** The page, if memory holds it. */
    held(key: string): Buffer | undefined {
      const page = memory?.get(key)
      if (page) metrics().cache('log-pages', 'hit')
      return page
    },
    /** The page from disk, and back into memory. */
    async kept(key: string): Promise<Buffer | undefined> {
      const entry = await disk?.read(key, keptFor)
      metrics().cache('log-pages', entry ? 'hit' : 'miss')
      if (!entry) return undefined
      memory?.set(key, entry.value, { ttl: Math.max(1, keptFor - (Date.now() - entry.writtenAt)) })
      return entry.value
    },
    async has(key: string): Promise<boolean> {
      return memory?.has(key) || (await disk?.read(key, keptFor)) !== undefined
    },
    /** In memory at once, on disk when this resolves. */
    async set(key: string, page: Buffer): Promise<void> {
      memory?.set(key, page)
      await disk?.write(key, page)
    },
  }
}

let cache: ReturnType<typeof createPageCache> | undefined

/** The process's own cache, made when first needed. */
export function pageCache() {
  cache ??= createPageCache(currentAwsSettings().CACHE_MEMORY_MB, diskCache())
  return cache
}
