import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Valkey from 'iovalkey'
import { currentAwsSettings } from '@/lib/settings-aws'

const prefix = 'image-build-logs'

/** How long a finished log's pages stay for the other replicas; each keeps them longer for itself. */
const finishedSeconds = 3_600

/** After a failure it is left alone for so long, that nobody waits for it question by question. */
const restMs = 5_000

let client: Valkey | null | undefined
let restUntil = 0

/** Connected when first needed. It may come and go: while it is away each replica asks for itself. */
function valkey(): Valkey | null {
  const url = currentAwsSettings().VALKEY_URL
  if (client === undefined) {
    client =
      url === undefined
        ? null
        : new Valkey(url.replace(/^valkey/, 'redis'), {
            maxRetriesPerRequest: 0,
            connectTimeout: 2_000,
            commandTimeout: 1_000,
            enableOfflineQueue: false,
          })
    client?.on('error', () => {})
  }
  return client?.status === 'ready' && Date.now() >= restUntil ? client : null
}

function rest(): null {
  restUntil = Date.now() + restMs
  return null
}

/** A finished log's page that another replica, or this one before a restart, has read. */
export async function sharedPage(key: string): Promise<Buffer | null> {
  const server = valkey()
  if (!server) return null
  try {
    return await server.getBuffer(`${prefix}:page:${key}`)
  } catch {
    return rest()
  }
}

export async function sharePage(key: string, page: Buffer): Promise<void> {
  await valkey()?.set(`${prefix}:page:${key}`, page, 'EX', finishedSeconds).catch(rest)
}

/**
 * An answer of the last interval, any replica's; else the replica that gets the lease asks and the others wait.
 * @returns the page and how many milliseconds old it is
 */
export async function shareLive(
  key: string,
  intervalMs: number,
  ask: () => Promise<Buffer>,
): Promise<{ gzip: Buffer; age: number }> {
  const server = valkey()
  const held = server && (await answerOrLease(server, key, intervalMs).catch(rest))
  if (held) return held
  const gzip = await ask()
  if (server) await tell(server, key, intervalMs, gzip).catch(rest)
  return { gzip, age: 0 }
}

const answerKey = (key: string) => `${prefix}:live:${key}`
const leaseKey = (key: string) => `${prefix}:lease:${key}`

/** @returns null when it is this replica's turn to ask */
async function answerOrLease(server: Valkey, key: string, intervalMs: number) {
  for (const until = Date.now() + intervalMs; Date.now() < until; await sleep(50)) {
    const held = await server.getBuffer(answerKey(key))
    if (held) return { gzip: held.subarray(8), age: Math.max(0, Date.now() - held.readDoubleBE()) }
    if ((await server.set(leaseKey(key), randomUUID(), 'PX', intervalMs, 'NX')) === 'OK') return null
  }
  return null
}

/** The answer with its time in the first eight bytes; who waits for the lease's end finds it. */
async function tell(server: Valkey, key: string, intervalMs: number, gzip: Buffer): Promise<void> {
  const at = Buffer.alloc(8)
  at.writeDoubleBE(Date.now())
  await server.set(answerKey(key), Buffer.concat([at, gzip]), 'PX', intervalMs)
  await server.del(leaseKey(key))
}
