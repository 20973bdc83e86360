import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Valkey from 'iovalkey'
import type { ImageLogEvents } from '@/lib/images/schemas'
import { currentAwsSettings } from '@/lib/settings-aws'

type Shared = { at: number; page: ImageLogEvents }

let client: Valkey | null | undefined

/** Connected when first needed. It may come and go: without it each replica asks for itself. */
function valkey(): Valkey | null {
  const url = currentAwsSettings().VALKEY_URL
  if (client === undefined) {
    client =
      url === undefined
        ? null
        : new Valkey(url.replace(/^valkey/, 'redis'), {
            maxRetriesPerRequest: 1,
            connectTimeout: 2_000,
            commandTimeout: 1_000,
            enableOfflineQueue: true,
          })
    client?.on('error', () => {})
  }
  return client
}

/**
 * An answer of the last interval, any replica's; else the replica that gets the lease asks and the others wait.
 * @returns the page and how many milliseconds old it is
 */
export async function shareLive(
  key: string,
  intervalMs: number,
  ask: () => Promise<ImageLogEvents>,
): Promise<{ page: ImageLogEvents; age: number }> {
  const server = valkey()
  if (!server) return { page: await ask(), age: 0 }
  const answerKey = `image-build-logs:answer:${key}`
  const leaseKey = `image-build-logs:lease:${key}`
  const lease = randomUUID()
  try {
    for (const until = Date.now() + intervalMs; Date.now() < until; await sleep(50)) {
      const held = await server.get(answerKey)
      if (held !== null) {
        const { at, page } = JSON.parse(held) as Shared
        return { page, age: Math.max(0, Date.now() - at) }
      }
      if ((await server.set(leaseKey, lease, 'PX', intervalMs, 'NX')) === 'OK') break
    }
  } catch {
    return { page: await ask(), age: 0 }
  }
  const page = await ask()
  const text = JSON.stringify({ at: Date.now(), page } satisfies Shared)
  await server.set(answerKey, text, 'PX', intervalMs).catch(() => null)
  await server.del(leaseKey).catch(() => 0)
  return { page, age: 0 }
}
