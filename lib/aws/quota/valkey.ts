import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import Valkey from 'iovalkey'
import { currentAwsSettings } from '@/lib/settings-aws'
import { type Entry, openEntry, sealEntry } from './sealed-entry'

const prefix = 'image-build-logs'

/** How long a finished log's pages stay for the other replicas; each keeps them longer for itself. */
const finishedSeconds = 3_600

/** After a failure it is left alone for so long, that nobody waits for it question by question. */
const restMs = 5_000

let client: Valkey | null | undefined
let restUntil = 0

/** Connected when first needed. It may come and go: while it is away each replica asks for itself. */
export function valkey(): Valkey | null {
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
  return client?.status === 'ready' && performance.now() >= restUntil ? client : null
}

/** What Valkey itself refuses, such as a key that holds another kind of value, is no reason to leave it alone. */
function rest(error: unknown): null {
  if (!(error instanceof Error && error.name === 'ReplyError')) restUntil = performance.now() + restMs
  return null
}

/** What another replica, or this one before a restart, has shared under the key; nothing that is not whole. */
export async function sharedValue(key: string): Promise<Buffer | null> {
  return (await read(valkey(), valueKey(key)).catch(rest))?.value ?? null
}

export async function shareValue(key: string, value: Buffer, seconds = finishedSeconds): Promise<void> {
  const name = valueKey(key)
  await valkey()?.set(name, sealEntry(name, value), 'EX', seconds).catch(rest)
}

/**
 * Whether this replica may do what all would do, until the time is up or it is done. Without Valkey, or while it is away,
 * every replica may.
 */
export async function claim(key: string, ms: number): Promise<boolean> {
  const server = valkey()
  if (!server) return true
  const answer = await server.set(`${prefix}:claim:${key}`, randomUUID(), 'PX', ms, 'NX').catch(() => 'OK')
  return answer === 'OK'
}

async function read(server: Valkey | null, name: string): Promise<Entry | null> {
  const sealed = await server?.getBuffer(name)
  return sealed ? openEntry(name, sealed) : null
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

const valueKey = (key: string) => `${prefix}:page:${key}`
const answerKey = (key: string) => `${prefix}:live:${key}`
const leaseKey = (key: string) => `${prefix}:lease:${key}`

/** A replica that asks and is not heard of for so long is waited for no more. */
const longestLeaseMs = 4_000

/** @returns null when it is this replica's turn to ask */
async function answerOrLease(server: Valkey, key: string, intervalMs: number) {
  const leaseMs = Math.min(intervalMs, longestLeaseMs)
  for (const until = performance.now() + leaseMs; performance.now() < until; await sleep(50)) {
    const held = await read(server, answerKey(key))
    if (held) return { gzip: held.value, age: Math.max(0, Date.now() - held.writtenAt) }
    if ((await server.set(leaseKey(key), randomUUID(), 'PX', leaseMs, 'NX')) === 'OK') return null
  }
  return null
}

/** Who waits for the lease's end finds the answer. */
async function tell(server: Valkey, key: string, intervalMs: number, gzip: Buffer): Promise<void> {
  await server.set(answerKey(key), sealEntry(answerKey(key), gzip), 'PX', intervalMs)
  await server.del(leaseKey(key))
}
