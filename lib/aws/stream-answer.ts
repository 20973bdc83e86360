import 'server-only'

/**
 * An answer sent piece by piece, as fast as the caller reads. The first piece is awaited before the status goes
 * out, so that an image nobody knows is still a 404 and not a broken download.
 * @param pieces aborts its own reading when the caller goes away
 */
export async function streamAnswer(pieces: AsyncGenerator<string>, headers: HeadersInit): Promise<Response> {
  const encoder = new TextEncoder()
  const first = await pieces.next()
  let waiting: IteratorResult<string> | undefined = first
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = waiting ?? (await pieces.next())
        waiting = undefined
        if (piece.done) controller.close()
        else controller.enqueue(encoder.encode(piece.value))
      },
      async cancel() {
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'cache-control': 'no-store', ...headers } })
}
