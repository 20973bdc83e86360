import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js'
import { createTarDecoder } from 'modern-tar'
import { gunzipped, gunzippedAgain } from './gunzipped'
import { packingOf } from './kind-of-bytes'
import type { ArchiveProblem } from './problem'

type Bytes = Uint8Array<ArrayBuffer>

/** A file at the bottom of what was opened: unpacked, to be read once, from its beginning. */
export interface Member {
  /** Folders and archives it lay in, joined by `/`. */
  path: string
  body: ReadableStream<Bytes>
}

/** Archives in archives are opened this deep: a `.gz` in a `.tar.gz` in a `.zip` is three. */
const deepest = 4

// The whole reading runs in a worker already.
configure({ useWebWorkers: false })

/**
 * Everything inside a file, however it is packed, one member after the other: whoever takes one reads its body before
 * taking the next. What cannot be unpacked is told to `onProblem`; members before it have been given by then.
 */
export function membersOf(
  path: string,
  file: Blob,
  onProblem: (problem: ArchiveProblem) => void,
): AsyncGenerator<Member> {
  return unpack({ path, body: file.stream() as ReadableStream<Bytes> }, file, 0, onProblem)
}

async function* unpack(
  member: Member,
  file: Blob | undefined,
  depth: number,
  onProblem: (problem: ArchiveProblem) => void,
): AsyncGenerator<Member> {
  const { path } = member
  try {
    const { head, body } = await peek(member.body)
    const packing = depth >= deepest ? 'none' : packingOf(head)
    if (packing === 'gzip') {
      if (file) await body.cancel()
      const unpacked = file ? gunzippedAgain(() => file.stream() as ReadableStream<Bytes>) : gunzipped(body)
      yield* unpack({ path: withoutGz(path), body: unpacked }, undefined, depth + 1, onProblem)
    } else if (packing === 'tar') {
      for await (const entry of body.pipeThrough(createTarDecoder())) {
        if (entry.header.type !== 'file') await entry.body.cancel()
        else yield* unpack(inside(path, entry.header.name, entry.body), undefined, depth + 1, onProblem)
      }
    } else if (packing === 'zip') {
      yield* unzip(path, file ?? (await new Response(body).blob()), depth, onProblem)
    } else if (packing === 'none') {
      yield { path, body }
    } else {
      await body.cancel()
      onProblem({
        path,
        message: `Packed with ${packing.unsupported}, which is not supported. Unpack it first.`,
      })
    }
  } catch (error) {
    onProblem({ path, message: brokenOff(error) })
  }
}

async function* unzip(
  path: string,
  file: Blob,
  depth: number,
  onProblem: (problem: ArchiveProblem) => void,
): AsyncGenerator<Member> {
  const entries = await new ZipReader(new BlobReader(file)).getEntries()
  for (const entry of entries) {
    if (entry.directory) continue
    if (entry.encrypted) {
      onProblem({
        path: `${path}/${entry.filename}`,
        message: 'Encrypted. Unpack it with its password first.',
      })
      continue
    }
    yield* unpack(inside(path, entry.filename, bodyOf(entry)), undefined, depth + 1, onProblem)
  }
}

function bodyOf(entry: FileEntry): ReadableStream<Bytes> {
  const { readable, writable } = new TransformStream<Bytes, Bytes>()
  // What goes wrong errors the stream, where the reader meets it.
  entry.getData(writable).catch((error: unknown) => writable.abort(error).catch(() => undefined))
  return readable
}

const inside = (path: string, name: string, body: ReadableStream<Uint8Array>): Member => ({
  path: `${path}/${name.replace(/^\.?\/+/, '')}`,
  body: body as ReadableStream<Bytes>,
})

const withoutGz = (path: string) => path.replace(/\.t?gz$/i, (end) => (/tgz/i.test(end) ? '.tar' : ''))

/** The first bytes of a stream, and the stream with them still in it. */
async function peek(stream: ReadableStream<Bytes>): Promise<{ head: Bytes; body: ReadableStream<Bytes> }> {
  const reader = stream.getReader()
  const chunks: Bytes[] = []
  let length = 0
  let ended = false
  while (length < 512 && !ended) {
    const { done, value } = await reader.read()
    if (done) ended = true
    else {
      chunks.push(value)
      length += value.length
    }
  }
  const head = new Uint8Array(Math.min(length, 512))
  let at = 0
  for (const chunk of chunks) {
    head.set(chunk.subarray(0, head.length - at), at)
    at = Math.min(head.length, at + chunk.length)
  }
  const body = new ReadableStream<Bytes>({
    async pull(controller) {
      const chunk = chunks.shift()
      if (chunk) return controller.enqueue(chunk)
      if (ended) return controller.close()
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { head, body }
}

/** Why the rest of a packed file could not be read. */
export function brokenOff(error: unknown): string {
  const detail = error instanceof Error && error.message ? ` (${error.message})` : ''
  return `Damaged or cut off: only what stands before the damage is shown${detail}.`
}
