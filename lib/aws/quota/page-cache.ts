import 'server-only'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LRUCache } from 'lru-cache'
import { metrics } from '@/lib/metrics'
import { currentAwsSettings } from '@/lib/settings-aws'

const megabyte = 1024 * 1024

/** A page's tokens are good for 24 hours, and one of its neighbours may have to be asked for again. */
const keptFor = 20 * 3_600_000

/** Pages that never change, as compressed JSON: in memory up to CACHE_MEMORY_MB, behind it on disk up to CACHE_DISK_MB. */
export function createPageCache({ CACHE_MEMORY_MB, CACHE_DISK_MB, CACHE_DIR }: CacheSettings) {
  const memory =
    CACHE_MEMORY_MB === 0
      ? null
      : new LRUCache<string, Buffer>({
          maxSize: CACHE_MEMORY_MB * megabyte,
          sizeCalculation: (page, key) => page.length + key.length,
          ttl: keptFor,
        })
  const folder = CACHE_DIR ?? join(tmpdir(), 'image-build-logs-cache')
  // One failure, such as a read-only file system, and the disk is left alone.
  let disk = CACHE_DISK_MB > 0
  let written = Number.POSITIVE_INFINITY

  async function fromDisk(file: string): Promise<Buffer | undefined> {
    if (!disk) return undefined
    try {
      const { mtimeMs } = await stat(file)
      if (Date.now() - mtimeMs > keptFor) return undefined
      const page = await readFile(file)
      // When it was read tells what to prune; when it was written, how old its tokens are.
      void utimes(file, new Date(), new Date(mtimeMs)).catch(() => {})
      return page
    } catch {
      return undefined
    }
  }

  async function toDisk(file: string, page: Buffer): Promise<void> {
    if (!disk) return
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const unfinished = `${file}.${process.pid}.part`
      await writeFile(unfinished, page, { mode: 0o600 })
      await rename(unfinished, file)
      written += page.length
      if (written > (CACHE_DISK_MB * megabyte) / 10) {
        written = 0
        await prune(folder, CACHE_DISK_MB * megabyte)
      }
    } catch {
      disk = false
    }
  }

  const fileOf = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}.json.gz`)

  return {
    /** The page, if memory holds it. */
    held(key: string): Buffer | undefined {
      const page = memory?.get(key)
      if (page) metrics().cache('log-pages', 'hit')
      return page
    },
    /** The page from disk, and back into memory. */
    async kept(key: string): Promise<Buffer | undefined> {
      const page = await fromDisk(fileOf(key))
      metrics().cache('log-pages', page ? 'hit' : 'miss')
      if (page) memory?.set(key, page)
      return page
    },
    async has(key: string): Promise<boolean> {
      return memory?.has(key) || (await fromDisk(fileOf(key))) !== undefined
    },
    /** In memory at once, on disk when this resolves. */
    async set(key: string, page: Buffer): Promise<void> {
      memory?.set(key, page)
      await toDisk(fileOf(key), page)
    },
  }
}

type CacheSettings = { CACHE_MEMORY_MB: number; CACHE_DISK_MB: number; CACHE_DIR?: string | undefined }

/** Removes what was longest not read until the folder is a tenth below its bound. */
async function prune(folder: string, bound: number): Promise<void> {
  const names = await readdir(folder)
  const files = await Promise.all(
    names.map(async (name) => {
      const file = join(folder, name)
      const { size, atimeMs } = await stat(file).catch(() => ({ size: 0, atimeMs: 0 }))
      return { file, size, atimeMs }
    }),
  )
  let total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { file, size } of files.sort((a, b) => a.atimeMs - b.atimeMs)) {
    if (total <= bound * 0.9) return
    await rm(file, { force: true })
    total -= size
  }
}

let cache: ReturnType<typeof createPageCache> | undefined

/** The process's own cache, made when first needed. */
export function pageCache() {
  cache ??= createPageCache(currentAwsSettings())
  return cache
}
