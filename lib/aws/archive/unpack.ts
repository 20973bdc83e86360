import 'server-only'
import { promisify } from 'node:util'
import { gunzip, constants as zlib } from 'node:zlib'
import { isDescription, isExplanation } from '@/lib/images/archive/export-layout'
import { membersOf } from '@/lib/images/archive/members'
import type { InputFile } from '@/lib/images/archive/open-files'
import { readMember } from '@/lib/images/archive/read-member'
import { readStoredExplanation, type StoredExplanation } from '@/lib/images/archive/stored-explanation'
import type { ImageDescription } from '@/lib/images/schemas'
import { archiveStore } from './current-archive'

const unpack = promisify(gunzip)
/** What an archive of ours says of itself stands first; so much of it is read for the list. */
const headBytes = 64 * 1024

/** The store did not give an archive that it has; asked again it may. */
export class ArchiveUnread extends Error {}

/** What the list shows of an archive of ours. */
export type ArchiveHead = { description: ImageDescription; explained?: StoredExplanation }

/**
 * An archive's tar, its length and checksum compared by Node's own zlib (the browser's way of reading compares lengths
 * alone). One that is damaged or cut off is not believed: it is logged.
 * @throws ArchiveUnread
 */
export async function unpackedArchive(path: string): Promise<InputFile | undefined> {
  return logged(path, async (read) => tarFile(path, await unpack(await read())))
}

/** What the first files of an archive of ours say; undefined for people's own. @throws ArchiveUnread */
export async function headOfArchive(path: string): Promise<ArchiveHead | undefined> {
  return logged(path, async (read) => {
    const bytes = await read(headBytes)
    const tar = tarFile(path, await unpack(bytes, { finishFlush: zlib.Z_SYNC_FLUSH }))
    let description: ImageDescription | undefined
    for await (const member of membersOf(tar.path, tar.blob, () => undefined)) {
      if (description === undefined) {
        if (!isDescription(member.path)) return undefined
        const { contents, cutOff } = await readMember(member.body, () => undefined)
        if (contents.kind !== 'description' || cutOff) return undefined
        description = contents.description
        continue
      }
      if (!isExplanation(member.path)) return { description }
      const explained = readStoredExplanation(await new Response(member.body).text())
      return { description, ...(explained && { explained }) }
    }
    return description && { description }
  })
}

const tarFile = (path: string, tar: Uint8Array): InputFile => ({
  path: (path.split('/').at(-1) ?? path).replace(/\.gz$/, ''),
  blob: new Blob([new Uint8Array(tar)]),
})

async function logged<Value>(
  path: string,
  use: (read: (most?: number) => Promise<Uint8Array>) => Promise<Value>,
): Promise<Value | undefined> {
  const store = archiveStore()
  if (!store) return undefined
  try {
    return await use((most) => store.read(path, most).catch(asUnread))
  } catch (error) {
    console.error(`The archive ${path} is not used: ${error instanceof Error ? error.message : error}`)
    if (error instanceof ArchiveUnread) throw error
    return undefined
  }
}

function asUnread(error: unknown): never {
  throw new ArchiveUnread(error instanceof Error ? error.message : String(error), { cause: error })
}
