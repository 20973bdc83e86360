import 'server-only'
import type { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'

type WireResponse = { statusCode: number; body: AsyncIterable<Uint8Array> | Uint8Array }

/**
 * Lets `read` have a good answer's bytes before the SDK reads them. What it returns null for, and every failure, the
 * SDK reads as ever; of the rest the SDK sees an answer without events.
 * @returns what `read` made of the answer, once the command was sent
 */
export function takeWireAnswer<Read>(
  command: GetLogEventsCommand,
  read: (wire: Buffer) => Read | null,
): () => Read | null {
  let taken: Read | null = null
  changeWireAnswer(command, async (body) => {
    const chunks: Buffer[] = []
    for await (const chunk of body) chunks.push(chunk)
    const wire = Buffer.concat(chunks)
    taken = read(wire)
    return taken === null ? wire : Buffer.from('{"events":[]}')
  })
  return () => taken
}

/** A command's way from the question to the answer, as far as it is needed here. */
type Command = {
  middlewareStack: {
    add: (
      middleware: (next: (args: never) => Promise<{ response: unknown }>) => (args: never) => Promise<never>,
      options: { step: 'deserialize'; priority: 'low'; name: string },
    ) => void
  }
}

/** Lets the SDK read something else than the bytes of a good answer, which `change` is given as they come in. */
export function changeWireAnswer(
  command: object,
  change: (body: AsyncIterable<Buffer>) => Promise<Buffer>,
): void {
  const { middlewareStack } = command as Command
  middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as WireResponse
      if (response.statusCode === 200) response.body = await change(chunksOf(response.body))
      return result as never
    },
    // Next to the wire, inside the SDK's own reading.
    { step: 'deserialize', priority: 'low', name: 'changeWireAnswer' },
  )
}

async function* chunksOf(body: WireResponse['body']): AsyncGenerator<Buffer> {
  const chunks = body instanceof Uint8Array ? [body] : body
  for await (const { buffer, byteOffset, length } of chunks) yield Buffer.from(buffer, byteOffset, length)
}
