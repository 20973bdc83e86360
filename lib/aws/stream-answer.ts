import 'server-only'

/** What is handed on at a time; the rest of a page waits as bytes, outside the heap. */
const handedOn = 64 * 1024

/**
 * An answer sent piece by piece, as fast as the caller reads. The first piece is awaited before the status goes
 * out, so that an image nobody knows is still a 404 and not a broken download.
 * @param pieces aborts its own reading when the caller goes away
 */
export async function streamAnswer(
  pieces: AsyncGenerator<string | Uint8Array>,
  headers: HeadersInit,
): Promise<Response> {
  const encoder = new TextEncoder()
  const next = async () => {
    const { done, value } = await pieces.next()
    if (done) return undefined
    return typeof value === 'string' ? encoder.encode(value) : value
  }
  let waiting = await next()
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        waiting ??= await next()
        if (waiting === undefined) return controller.close()
        controller.enqueue(waiting.subarray(0, handedOn))
        waiting = waiting.length > handedOn ? waiting.subarray(handedOn) : undefined
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'cache-control': 'no-store', ...headers } })
}
