import { Gunzip } from 'fflate'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * Decompresses gzip. Not the browser's DecompressionStream: that refuses a file of several members, which `cat a.gz
 * b.gz` and CloudWatch's export may make. A cut file gives what there is, then errors: fflate does not look whether the
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
