import 'server-only'
import { LRUCache } from 'lru-cache'
import type { PackedPage } from './packed-page'
import { shareLive } from './valkey'

/** How old an answer about a running stream may be when many ask. Its tail and its end are each asked once in it. */
export const liveIntervalMs = 4_000

/** So many repeated questions about one stream within an interval make a crowd; below it every answer is fresh. */
const crowd = 4

const recent = new LRUCache<string, number[]>({ max: 2_000, ttl: liveIntervalMs * 2 })
const answers = new LRUCache<string, PackedPage>({
  maxSize: 32 * 1024 * 1024,
  sizeCalculation: ({ gzip }, key) => gzip.length + key.length,
  ttl: liveIntervalMs,
  ttlAutopurge: true,
})

/** Counts a question about a stream, and tells whether a crowd is asking. */
export function crowdAsks(stream: string, now = performance.now()): boolean {
  const times = (recent.get(stream) ?? []).filter((time) => now - time < liveIntervalMs)
  times.push(now)
  recent.set(stream, times.slice(-crowd - 1))
  return times.length > crowd
}

/** The answer to a question of the last interval, if this process has it. */
export function heldLiveAnswer(key: string): PackedPage | undefined {
  return answers.get(key)
}

/**
 * The answer to a question of the last interval (four seconds, unless told otherwise), else asked now, by whichever replica has the lease.
 * @param among `replicas` when the key names the account as AWS knows it, so that it means the same to all of them
 */
export async function liveAnswer(
  key: string,
  among: 'replicas' | 'process',
  ask: () => Promise<PackedPage>,
  intervalMs = liveIntervalMs,
): Promise<PackedPage> {
  const held = heldLiveAnswer(key)
  if (held) return held
  const askGzip = async () => (await ask()).gzip
  const { gzip, age } =
    among === 'replicas' ? await shareLive(key, intervalMs, askGzip) : { gzip: await askGzip(), age: 0 }
  const page = { gzip }
  answers.set(key, page, { ttl: Math.max(1, intervalMs - age) })
  return page
}
