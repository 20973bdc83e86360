import 'server-only'
import type { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'

type WireResponse = { statusCode: number; body: AsyncIterable<Uint8Array> | Uint8Array }

/**
 * Lets `read` have a good answer's bytes before the SDK reads them. What it returns null for, and every failure, the
 * SDK reads as ever; of the rest the SDK sees an empty answer.
 * @returns what `read` made of the answer, once the command was sent
 */
export function takeWireAnswer<Read>(
  command: GetLogEventsCommand,
  read: (wire: Buffer) => Read | null,
): () => Read | null {
  let taken: Read | null = null
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as WireResponse
      if (response.statusCode === 200) {
        const wire = await collect(response.body)
        taken = read(wire)
        response.body = taken === null ? wire : Buffer.from('{}')
      }
      return result
    },
    // Next to the wire, inside the SDK's own reading.
    { step: 'deserialize', priority: 'low', name: 'takeWireAnswer' },
  )
  return () => taken
}

async function collect(body: WireResponse['body']): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.length)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}
