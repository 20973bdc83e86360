import 'server-only'
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { type ArchiveStore, isArchive, type StoredArchive } from './archive-store'

/** What another process left half written, or half claimed, is nobody's after so long. */
const abandonedMs = 60 * 60_000

const isUnfinished = (name: string) => name.endsWith('.part') || name.endsWith('.claim')

/**
 * Archives in a folder, each written once and whole: bytes go into a file of another name, to the disk, and only then
 * get their own name, if nobody has it yet. Of several processes on one folder one writes.
 */
export function createArchiveFolder(root: string): ArchiveStore {
  const has = async (path: string) => (await stat(join(root, path)).catch(() => undefined)) !== undefined
  return {
    async list() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(unlessAbsent)
      const found: StoredArchive[] = []
      for (const entry of entries ?? []) {
        const path = join(entry.parentPath, entry.name)
        if (!entry.isFile() || entry.name.startsWith('.') || !isArchive(entry.name)) continue
        const facts = await stat(path).catch(() => undefined)
        if (!facts) continue
        found.push({
          path: relative(root, path).split(sep).join('/'),
          size: facts.size,
          modified: facts.mtimeMs,
        })
      }
      return found
    },

    async read(path, most) {
      const file = await open(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW)
      try {
        if (most === undefined) return new Uint8Array(await file.readFile())
        const { buffer, bytesRead } = await file.read(new Uint8Array(most), 0, most, 0)
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },

    async add(path, make) {
      const target = join(root, path)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      if (await has(path)) return false
      const claim = `${target}.claim`
      if (!(await isClaimed(claim))) return false
      const unfinished = `${target}.${randomUUID()}.part`
      try {
        await writeToDisk(unfinished, await make())
        return await giveName(unfinished, target)
      } finally {
        await rm(unfinished, { force: true })
        await rm(claim, { force: true })
      }
    },

    async remove(path) {
      await rm(join(root, path), { force: true })
    },

    async sweep() {
      const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(unlessAbsent)
      for (const entry of entries ?? []) {
        if (!entry.isFile() || !isUnfinished(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const facts = await stat(path).catch(() => undefined)
        if (facts && Date.now() - facts.mtimeMs > abandonedMs) await rm(path, { force: true })
      }
    },
  }
}

/** Whether this process may write: the first to make the claim's file. */
async function isClaimed(claim: string): Promise<boolean> {
  const file = await open(claim, 'wx', 0o600).catch(unlessTaken)
  await file?.close()
  return file !== undefined
}

async function writeToDisk(path: string, bytes: ReadableStream<Uint8Array>): Promise<void> {
  const file: FileHandle = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of Readable.fromWeb(bytes as NodeStream<Uint8Array>)) await file.appendFile(chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Unlike a rename, a link never takes the place of what is there. */
async function giveName(unfinished: string, target: string): Promise<boolean> {
  const given = await link(unfinished, target).then(() => true, unlessTaken)
  const folder = await open(dirname(target), constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
  return given === true
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : undefined)

function unlessTaken(error: unknown): undefined {
  if (codeOf(error) !== 'EEXIST') throw error
}

function unlessAbsent(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}
