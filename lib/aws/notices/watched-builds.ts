import 'server-only'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type Valkey from 'iovalkey'
import { z } from 'zod'
import { writeWhole } from '../quota/cache-folder'

/** A build that was seen running, or that began since the watch began, and whose end is still to be told. */
const watchedBuild = z.object({
  stackId: z.string(),
  imageId: z.string(),
  account: z.string(),
  region: z.string(),
  version: z.string(),
  startedAt: z.string(),
})
export type WatchedBuild = z.infer<typeof watchedBuild>

export type WatchedBuilds = {
  /** Reads what was watched before a restart, or by another replica. */
  load(): Promise<void>
  all(): WatchedBuild[]
  has(stackId: string): boolean
  watch(build: WatchedBuild): Promise<void>
  /** All that there was to tell of it was told. */
  forget(stackId: string): Promise<void>
  /** Since when builds are watched: what ended before is no news. Epoch milliseconds. */
  since(): number
}

/**
 * The builds under watch, in memory, as files in `folder` and in Valkey, so that neither a restart nor another replica
 * loses one. Where the disk or Valkey fails they are kept in memory alone.
 * @param group tells this deployment's builds in Valkey from another's
 */
export function createWatchedBuilds(
  folder: string | null,
  valkey: () => Valkey | null,
  group: string,
): WatchedBuilds {
  const builds = new Map<string, WatchedBuild>()
  let since = Date.now()
  const hash = `image-build-logs:watched:${group}`
  const sinceKey = `${hash}:since`
  const fileOf = (stackId: string) =>
    join(folder ?? '', `${createHash('sha256').update(stackId).digest('hex')}.build`)

  const add = (text: string) => {
    const build = watchedBuild.safeParse(parsed(text)).data
    if (build) builds.set(build.stackId, build)
  }
  async function fromFolder(parent: string) {
    await mkdir(parent, { recursive: true, mode: 0o700 })
    for (const name of await readdir(parent))
      if (/^[0-9a-f]{64}\.build$/.test(name)) add(await readFile(join(parent, name), 'utf8'))
    const first = join(parent, 'since')
    const before = Number(await readFile(first, 'utf8').catch(() => ''))
    if (before > 0) since = Math.min(since, before)
    else await writeWhole(first, Buffer.from(String(since)))
  }
  async function fromValkey(server: Valkey) {
    for (const text of Object.values(await server.hgetall(hash))) add(text)
    await server.set(sinceKey, String(since), 'NX')
    const before = Number(await server.get(sinceKey))
    if (before > 0) since = Math.min(since, before)
  }

  return {
    async load() {
      if (folder !== null) await fromFolder(folder).catch(ignore)
      const server = valkey()
      if (server) await fromValkey(server).catch(ignore)
    },
    all: () => [...builds.values()],
    has: (stackId) => builds.has(stackId),
    async watch(build) {
      builds.set(build.stackId, build)
      const text = JSON.stringify(build)
      if (folder !== null) await writeWhole(fileOf(build.stackId), Buffer.from(text)).catch(ignore)
      await valkey()?.hset(hash, build.stackId, text).catch(ignore)
    },
    async forget(stackId) {
      builds.delete(stackId)
      if (folder !== null) await rm(fileOf(stackId), { force: true }).catch(ignore)
      await valkey()?.hdel(hash, stackId).catch(ignore)
    },
    since: () => since,
  }
}

const ignore = () => undefined

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
