import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, openEntry, sealEntry } from './sealed-entry'

/** After a failure the disk is left alone for so long. */
const restMs = 60_000
/** What another process left half written is removed after so long. */
const abandonedMs = 3_600_000

const entryName = /^[0-9a-f]{64}$/
const unfinishedName = /^[0-9a-f]{64}\.[0-9a-f-]{36}\.part$/

/**
 * Entries as files in a folder of its own, which nobody else may open, within a bound of bytes. Never fails: what
 * cannot be read or believed is absent, and when the disk fails that is logged once and the disk left alone for a minute.
 * It touches no file but those with names of its own making.
 * @param parent where the folder is made; others may keep things beside it
 */
export function createCacheFolder(parent: string, maxBytes: number) {
  const folder = ownFolderIn(parent)
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'))
  let claimed: Promise<void> | undefined
  let restUntil = 0
  let logged = false
  // Unknown at first, so that the first entry written looks.
  let written = Number.POSITIVE_INFINITY

  async function guarded<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (performance.now() < restUntil) return undefined
    try {
      claimed ??= claim(folder)
      await claimed
      const result = await work()
      logged = false
      return result
    } catch (error) {
      claimed = undefined
      restUntil = performance.now() + restMs
      const reason = error instanceof Error ? error.message : String(error)
      if (!logged) console.error(`The cache on disk is not used, and tried again each minute: ${reason}`)
      logged = true
      return undefined
    }
  }

  return {
    async read(key: string, maxAgeMs: number): Promise<Entry | undefined> {
      return guarded(async () => {
        const file = fileOf(key)
        const sealed = await readOwn(file)
        const entry = sealed && openEntry(key, sealed)
        if (!entry || Date.now() - entry.writtenAt > maxAgeMs) {
          if (sealed) await rm(file, { force: true })
          return undefined
        }
        // When it was last read tells what to remove first.
        void utimes(file, new Date(), new Date(entry.writtenAt)).catch(() => {})
        return entry
      })
    },
    async write(key: string, value: Buffer): Promise<void> {
      await guarded(async () => {
        const sealed = sealEntry(key, value)
        await writeWhole(fileOf(key), sealed)
        written += sealed.length
        if (written < maxBytes / 10) return
        written = 0
        await prune(folder, maxBytes)
      })
    },
  }
}

export type CacheFolder = ReturnType<typeof createCacheFolder>

/** The folder this server keeps in `parent`; `claim` makes it. */
export const ownFolderIn = (parent: string) =>
  join(parent, `image-build-logs-${process.getuid?.() ?? 'cache'}`)

/** Makes the folder, or makes sure that it is ours: one that somebody else laid out could hold anything. */
export async function claim(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await lstat(folder)
  if (!found.isDirectory()) throw new Error(`${folder} is not a folder`)
  if (process.getuid && found.uid !== process.getuid()) throw new Error(`${folder} belongs to another user`)
  if (found.mode & 0o002) throw new Error(`${folder} may be written by everybody`)
  // A platform that mounts volumes for a group opens them to it.
  if (found.mode & 0o077) await chmod(folder, 0o700)
}

/** @returns undefined where there is no such file, or something else in its place */
async function readOwn(file: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      return (await handle.stat()).isFile() ? await handle.readFile() : undefined
    } finally {
      await handle.close()
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'EISDIR') return undefined
    throw error
  }
}

/** Whoever reads meanwhile finds the file before or after, never half of it. */
export async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const unfinished = `${file}.${randomUUID()}.part`
  try {
    const handle = await open(unfinished, 'wx', 0o600)
    try {
      await handle.writeFile(bytes)
    } finally {
      await handle.close()
    }
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw error
  }
}

/** Removes what was longest not read until the folder is a tenth below its bound. */
async function prune(folder: string, bound: number): Promise<void> {
  const names = await readdir(folder)
  const files = []
  for (const name of names.filter((each) => entryName.test(each) || unfinishedName.test(each))) {
    const file = join(folder, name)
    const { size, atimeMs, mtimeMs } = await stat(file).catch(() => ({
      size: 0,
      atimeMs: 0,
      mtimeMs: Date.now(),
    }))
    if (!unfinishedName.test(name)) files.push({ file, size, atimeMs })
    else if (Date.now() - mtimeMs > abandonedMs) await rm(file, { force: true })
  }
  let total = files.reduce((sum, { size }) => sum + size, 0)
  for (const { file, size } of files.sort((a, b) => a.atimeMs - b.atimeMs)) {
    if (total <= bound * 0.9) return
    await rm(file, { force: true })
    total -= size
  }
}
