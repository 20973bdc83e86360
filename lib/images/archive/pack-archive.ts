import { createTarPacker } from 'modern-tar'

type Bytes = Uint8Array<ArrayBuffer>

/** One file of an archive. A tar names a file's length before its bytes, so it must be known, to the byte. */
export type ArchiveFile = {
  path: string
  size: number
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>
}

export const textFile = (path: string, text: string): ArchiveFile => {
  const bytes = new TextEncoder().encode(text)
  return { path, size: bytes.length, body: [bytes] }
}

/**
 * A `.tar.gz` of files, each asked for when the one before is packed, and packed as fast as the reader takes it. Folders
 * get entries of their own, as Python's tarfile makes them. Whatever `files` throws breaks the archive off.
 */
export function packArchive(files: AsyncGenerator<ArchiveFile>, at: Date): ReadableStream<Bytes> {
  const { readable, controller } = createTarPacker()
  const pack = async () => {
    const folders = new Set<string>()
    try {
      for await (const { path, size, body } of files) {
        for (const folder of foldersOf(path)) {
          if (folders.has(folder)) continue
          folders.add(folder)
          await controller.add({ name: folder, type: 'directory', size: 0, mtime: at, mode: 0o755 }).close()
        }
        const entry = controller.add({ name: path, type: 'file', size, mtime: at, mode: 0o644 }).getWriter()
        for await (const chunk of body) await entry.write(chunk)
        await entry.close()
      }
      controller.finalize()
    } catch (error) {
      controller.error(error)
    }
  }
  void pack()
  return readable.pipeThrough(new CompressionStream('gzip') as TransformStream<Uint8Array, Bytes>)
}

/** `a/`, `a/b/` of `a/b/c`. */
function foldersOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1)
  return segments.map((_, index) => `${segments.slice(0, index + 1).join('/')}/`)
}
