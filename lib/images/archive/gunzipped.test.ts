import { gzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import { gunzippedAgain } from './gunzipped'

afterEach(() => vi.unstubAllGlobals())

const text = Array.from({ length: 40_000 }, (_, n) => `${n} ${Math.sin(n)}\n`).join('')

async function read(packed: Uint8Array<ArrayBuffer>) {
  let opened = 0
  let read = ''
  const decoder = new TextDecoder()
  const body = gunzippedAgain(() => {
    opened++
    return new Blob([packed]).stream() as ReadableStream<Uint8Array<ArrayBuffer>>
  })
  try {
    for await (const chunk of body) read += decoder.decode(chunk, { stream: true })
    return { opened, read }
  } catch (error) {
    return { opened, read, error: String(error) }
  }
}

test('a whole file is read once', async () => {
  expect(await read(Uint8Array.from(gzipSync(text)))).toEqual({ opened: 1, read: text })
})

test('a cut file gives each byte before the cut once, then fails', async () => {
  const packed = Uint8Array.from(gzipSync(text))
  const half = await read(packed.slice(0, packed.length / 2))
  expect(half).toMatchObject({ opened: 2, error: expect.stringContaining('unexpected EOF') })
  expect(half.read.length).toBeGreaterThan(text.length / 4)
  expect(text.startsWith(half.read)).toBe(true)
})

test('where the platform refuses a second member, as browsers do, the file is read to its end all the same', async () => {
  const Native = DecompressionStream
  vi.stubGlobal(
    'DecompressionStream',
    class {
      readonly writable: WritableStream
      readonly readable: ReadableStream
      constructor(format: CompressionFormat) {
        const native = new Native(format)
        let left = 100_000
        this.writable = native.writable
        this.readable = native.readable.pipeThrough(
          new TransformStream({
            transform(chunk, controller) {
              left -= chunk.length
              if (left < 0) throw new TypeError('Junk found after end of compressed data.')
              controller.enqueue(chunk)
            },
          }),
        )
      }
    },
  )
  const packed = Buffer.concat([gzipSync(text), gzipSync(text)])
  expect(await read(Uint8Array.from(packed))).toEqual({ opened: 2, read: text + text })
})
