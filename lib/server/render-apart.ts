import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'

export type Rendered = { status: number; headers: Record<string, string>; body: string }

type Listener = (req: IncomingMessage, res: ServerResponse) => Promise<void>

/**
 * What a listener answers to a GET of its own, taken aside instead of sent.
 * @throws when the listener does, or gives up its answer
 */
export async function renderApart(
  listener: Listener,
  url: string,
  headers: Record<string, string>,
): Promise<Rendered> {
  // Never connected: Next only asks it who is there.
  const req = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url, headers })
  req.push(null)
  const res = new ServerResponse(req)
  const pieces: Buffer[] = []
  const take = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === 'string') pieces.push(Buffer.from(chunk, encodingOf(encoding)))
    else if (chunk instanceof Uint8Array) pieces.push(Buffer.from(chunk))
  }
  const ended = new Promise<void>((resolve, reject) => {
    res.write = ((chunk: unknown, encoding?: unknown, done?: unknown) => {
      take(chunk, encoding)
      callBack(encoding, done)
      return true
    }) as typeof res.write
    res.end = ((chunk?: unknown, encoding?: unknown, done?: unknown) => {
      take(chunk, encoding)
      Object.defineProperty(res, 'writableFinished', { value: true })
      res.emit('finish')
      res.emit('close')
      callBack(chunk, encoding, done)
      resolve()
      return res
    }) as typeof res.end
    res.destroy = ((error?: Error) => {
      reject(error ?? new Error('The answer was given up.'))
      return res
    }) as typeof res.destroy
    res.writeHead = ((status: number, ...more: unknown[]) => {
      res.statusCode = status
      const given = more.at(-1)
      if (typeof given === 'object' && given !== null)
        for (const [name, value] of Object.entries(given)) res.setHeader(name, value as string)
      return res
    }) as typeof res.writeHead
    res.flushHeaders = () => {}
    listener(req, res).catch(reject)
  })
  await ended
  return {
    status: res.statusCode,
    headers: Object.fromEntries(
      Object.entries(res.getHeaders()).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : `${value}`,
      ]),
    ),
    body: Buffer.concat(pieces).toString(),
  }
}

function encodingOf(given: unknown): BufferEncoding {
  return typeof given === 'string' ? (given as BufferEncoding) : 'utf8'
}

function callBack(...given: unknown[]): void {
  const done = given.find((value) => typeof value === 'function')
  if (typeof done === 'function') process.nextTick(done as () => void)
}
