import 'server-only'
import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { currentAwsSettings } from '@/lib/settings-aws'

/** Text put aside until its length is known. */
export type Spooled = {
  /** Bytes of the text as UTF-8. */
  size: number
  /** Why the text ends early; what came before it is here all the same. */
  failure: unknown
  read(): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/**
 * Puts text aside on disk, compressed, in a file without a name: whatever happens to this process, nothing stays.
 * Memory holds one piece at a time.
 * @throws Error when the disk fails
 */
export async function spool(pieces: AsyncIterable<string>): Promise<Spooled> {
  const path = join(currentAwsSettings().CACHE_DIR ?? tmpdir(), `image-build-logs-${randomUUID()}.spool`)
  const file = await open(path, 'wx+', 0o600)
  let size = 0
  let failure: unknown
  async function* bytes() {
    try {
      for await (const piece of pieces) {
        const encoded = Buffer.from(piece)
        size += encoded.length
        yield encoded
      }
    } catch (error) {
      failure = error
    }
  }
  try {
    await rm(path)
    await pipeline(
      Readable.from(bytes()),
      createGzip({ level: 1 }),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const chunk of packed) await file.appendFile(chunk)
      },
    )
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    size,
    failure,
    read: () => {
      const text = createGunzip()
      // A failure reaches whoever reads the text.
      pipeline(Readable.from(blocksOf(file)), text).catch(() => {})
      return text
    },
    close: () => file.close(),
  }
}

/** Not by a stream of the file's own, which would close the file when its reader leaves. */
async function* blocksOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}
