import { Gunzip } from 'fflate'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Decompresses gzip that can be read again from its beginning. The platform's own decompression takes a third of the
 * time, but it throws away what it has when a file is damaged, and browsers refuse a file of several members: from
 * where it stops, `gunzipped` goes on.
 * @param open gives the packed bytes, anew each time
 */
export function gunzippedAgain(open: () => ReadableStream<Bytes>): ReadableStream<Bytes> {
  let reader = open().pipeThrough(new DecompressionStream('gzip')).getReader()
  let isAgain = false
  let given = 0
  let skip = 0
  const read = async () => {
    try {
      return await reader.read()
    } catch (error) {
      if (isAgain) throw error
      isAgain = true
      skip = given
      reader = gunzipped(open()).getReader()
      return reader.read()
    }
  }
  return new ReadableStream<Bytes>({
    async pull(controller) {
      for (let next = await read(); !next.done; next = await read()) {
        const known = Math.min(skip, next.value.length)
        skip -= known
        if (known === next.value.length) continue
        given += next.value.length - known
        controller.enqueue(next.value.subarray(known))
        return
      }
      controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

/**
 * Decompresses gzip, of several members too, which `cat a.gz b.gz` and CloudWatch's export may make. A cut file gives what there is, then errors: fflate does not look whether the
 * last member came to its end, so its length is compared with what gzip's last four bytes say.
 */
export function gunzipped(packed: ReadableStream<Bytes>): ReadableStream<Bytes> {
  const gunzip = new Gunzip()
  let length = 0
  let tail = new Uint8Array(0)
  gunzip.onmember = () => {
    length = 0
  }
  return packed.pipeThrough(
    new TransformStream<Bytes, Bytes>({
      start(controller) {
        gunzip.ondata = (chunk) => {
          length += chunk.length
          if (chunk.length > 0) controller.enqueue(chunk as Bytes)
        }
      },
      transform(chunk) {
        tail = lastFour(tail, chunk)
        gunzip.push(chunk)
      },
      flush() {
        gunzip.push(new Uint8Array(0), true)
        if (tail.length < 4 || new DataView(tail.buffer).getUint32(0, true) !== length % 2 ** 32) {
          throw new Error('unexpected end of file')
        }
      },
    }),
  )
}

function lastFour(before: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = chunk.subarray(-4)
  return Uint8Array.from([...before, ...end].slice(-4))
}
