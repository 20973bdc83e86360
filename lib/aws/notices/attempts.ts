import 'server-only'
import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type Valkey from 'iovalkey'

/**
 * Who tells a receiver of something, and how often it was tried: shared by all replicas in Valkey, else by all that use
 * one folder, and by this process in any case. An attempt is taken before it is made, so that one that is cut off by
 * the end of its process counts, and is made again by whoever is left.
 */
export type Attempts = {
  /**
   * `mine`: make the attempt. `told`: nothing is left to do, as it was taken or given up. `later`: somebody else is at
   * it, it is not yet time, or Valkey, which would know, is away.
   */
  take(key: string): Promise<{ is: 'mine'; attempt: number; isLast: boolean } | { is: 'told' | 'later' }>
  /** @returns whether it is kept where the others look */
  told(key: string): Promise<boolean>
}

/** So long after each attempt the next may be made; after the last there is none. */
export const delaysMs: readonly number[] = [30_000, 60_000, 5 * 60_000, 15 * 60_000, 3_600_000, 3 * 3_600_000]
const mostAttempts = delaysMs.length + 1
/** A stack can be asked about for as long. */
const rememberedMs = 90 * 86_400_000

type Options = {
  /** Where attempts are kept as files; null for nowhere. */
  folder: string | null
  /** Undefined without a Valkey; one that answers null is away. */
  valkey: (() => Valkey | null) | undefined
  now?: () => number
  delays?: readonly number[]
}

export function createAttempts({ folder, valkey, now = Date.now, delays = delaysMs }: Options): Attempts {
  const known = new Set<string>()
  /** Told, while Valkey was away: it is to know before anything else is asked of it. */
  const unsaid = new Set<string>()
  const memory = inMemory(now, delays)
  const own = folder === null ? memory : orElse(inFolder(folder, now, delays), memory)
  const shared = valkey && inValkey(valkey, delays)

  async function sayUnsaid() {
    for (const key of unsaid) if (await shared?.told(key)) unsaid.delete(key)
  }
  async function told(key: string) {
    known.add(key)
    await own.told(key)
    if (shared) unsaid.add(key)
    await sayUnsaid()
    return unsaid.size === 0
  }
  return {
    async take(key) {
      await sayUnsaid()
      if (known.has(key)) return { is: 'told' }
      // What this replica told before Valkey forgot it is told.
      const taken =
        shared && (await own.isTold(key)) ? ({ is: 'told' } as const) : await (shared ?? own).take(key)
      if (taken.is === 'told') await told(key)
      return taken
    },
    told,
  }
}

type Store = Attempts & { isTold(key: string): Promise<boolean> }

/** Where the disk fails, memory is what is left. */
function orElse(store: Store, other: Store): Store {
  return {
    take: (key) => store.take(key).catch(() => other.take(key)),
    told: (key) => store.told(key).catch(() => other.told(key)),
    isTold: (key) => store.isTold(key).catch(() => other.isTold(key)),
  }
}

function inMemory(now: () => number, delays: readonly number[]): Store {
  const tried = new Map<string, { attempts: number; at: number }>()
  return {
    async take(key) {
      const { attempts, at } = tried.get(key) ?? { attempts: 0, at: 0 }
      if (attempts > 0 && now() < at + (delays[attempts - 1] ?? 0)) return { is: 'later' }
      if (attempts > delays.length) return { is: 'told' }
      tried.set(key, { attempts: attempts + 1, at: now() })
      return { is: 'mine', attempt: attempts + 1, isLast: attempts === delays.length }
    },
    told: async () => true,
    isTold: async () => false,
  }
}

/** Each attempt is a file that only one process can make: `<key>.1`, `<key>.2`, …, at last `<key>.told`. */
function inFolder(folder: string, now: () => number, delays: readonly number[]): Store {
  const nameOf = (key: string) => createHash('sha256').update(key).digest('hex')
  const fileOf = (key: string, what: string | number) => join(folder, `${nameOf(key)}.${what}`)
  const madeAt = async (file: string) => (await stat(file).catch(() => undefined))?.mtimeMs
  return {
    async take(key) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      if (await this.isTold(key)) return { is: 'told' }
      for (let attempt = 1; attempt <= delays.length + 1; attempt++) {
        const before = attempt === 1 ? undefined : await madeAt(fileOf(key, attempt - 1))
        if (before !== undefined && now() < before + (delays[attempt - 2] ?? 0)) return { is: 'later' }
        if ((await madeAt(fileOf(key, attempt))) !== undefined) continue
        if (!(await make(fileOf(key, attempt)))) return { is: 'later' }
        return { is: 'mine', attempt, isLast: attempt === delays.length + 1 }
      }
      return { is: 'told' }
    },
    async told(key) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await make(fileOf(key, 'told'))
      for (let attempt = 1; attempt <= mostAttempts; attempt++)
        await rm(fileOf(key, attempt), { force: true })
      return true
    },
    isTold: async (key) => (await madeAt(fileOf(key, 'told'))) !== undefined,
  }
}

async function make(file: string): Promise<boolean> {
  try {
    await writeFile(file, '', { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Files of builds that CloudFormation has forgotten as well. */
export async function sweepAttempts(folder: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/^[0-9a-f]{64}\.(\d|told)$/.test(name)) continue
    const made = await stat(join(folder, name)).catch(() => undefined)
    if (made && now - made.mtimeMs > rememberedMs) await rm(join(folder, name), { force: true })
  }
}

function inValkey(valkey: () => Valkey | null, delays: readonly number[]): Store {
  const toldKey = (key: string) => `image-build-logs:notice:${key}:told`
  const turnKey = (key: string) => `image-build-logs:notice:${key}:turn`
  const countKey = (key: string) => `image-build-logs:notice:${key}:attempts`
  const lease = delays[0] ?? 30_000
  return {
    async take(key) {
      const server = valkey()
      if (!server) return { is: 'later' }
      try {
        if (await server.exists(toldKey(key))) return { is: 'told' }
        if ((await server.set(turnKey(key), '1', 'PX', lease, 'NX')) !== 'OK') return { is: 'later' }
        const attempt = await server.incr(countKey(key))
        await server.pexpire(countKey(key), rememberedMs)
        if (attempt > delays.length + 1) return { is: 'told' }
        await server.pexpire(turnKey(key), delays[attempt - 1] ?? lease)
        return { is: 'mine', attempt, isLast: attempt === delays.length + 1 }
      } catch {
        return { is: 'later' }
      }
    },
    async told(key) {
      const said = valkey()?.set(toldKey(key), '1', 'PX', rememberedMs)
      return (await said?.catch(() => undefined)) === 'OK'
    },
    isTold: async () => false,
  }
}
