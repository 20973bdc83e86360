import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { promisify } from 'node:util'
import { constants, createGzip, gzip } from 'node:zlib'
import { acceptsGzip } from '../accepts-gzip'
import { currentRequest } from '../request-context'
import { refuse } from './answer'
import { readParams, toRoutes } from './routes'
import { createStreamGate } from './stream-gate'

type Params = Record<string, string | string[]>
export type Handler = (request: Request, context: { params: Promise<Params> }) => Response | Promise<Response>
/** A route file's exports: a handler per method, `GET`'s for HEAD as well. */
export type RouteModule = Record<string, unknown>

const pack = promisify(gzip)
/** Shorter answers do not become fewer packets. */
const worthPacking = 1024
/** Routes whose answer is a whole log. */
const longAnswers = /\/download$/
const tooManyDownloads = {
  status: 503,
  message: 'Too many downloads at once. Try again in 15 s.',
  headers: { 'retry-after': '15' },
}
const packable = /^(text\/|application\/(json|x-ndjson))/

/**
 * The API's route handlers behind Node's own server. Profiled, most of the cost of a page of events that lay
 * ready was Next's, so they are not asked by way of it.
 * @param modules by the route's pattern, e.g. `/v3/images/custom/[imageId]`
 * @returns answers a request whose path, without the base path, is one of the routes'; false for another's
 */
export function createApi(modules: Record<string, RouteModule>) {
  const routes = toRoutes(Object.keys(modules))
  const turn = createStreamGate()
  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> => {
    const found = readParams(routes, path)
    const module = found && modules[found.pattern]
    if (!module) return false
    const method = req.method ?? 'GET'
    const handler = (module[method] ?? (method === 'HEAD' ? module.GET : undefined)) as Handler | undefined
    if (!handler) return false
    if (longAnswers.test(found.pattern) && !(await turn(whoAsks(req), res))) {
      refuse(res, tooManyDownloads, true)
      return true
    }
    const left = new AbortController()
    res.once('close', () => left.abort(new Error('The caller went away.')))
    const request = new Request(new URL(req.url ?? '/', 'http://localhost'), {
      method,
      headers: plainHeaders(req),
      signal: left.signal,
    })
    const response = await handler(request, { params: Promise.resolve(found.params) })
    if (!left.signal.aborted) await send(response, req, res)
    return true
  }
}

function whoAsks(req: IncomingMessage): string {
  return currentRequest()?.user?.id ?? req.socket.remoteAddress ?? ''
}

function plainHeaders(req: IncomingMessage): [string, string][] {
  return Object.entries(req.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
}

/** What names its length is sent in one piece; anything else piece by piece, as fast as the caller takes it. */
async function send(response: Response, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { headers, body } = response
  res.statusCode = response.status
  for (const [name, value] of headers) res.setHeader(name, value)
  const isWhole = headers.has('content-length')
  const packs =
    packable.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !(Number(headers.get('content-length') ?? worthPacking) < worthPacking)
  if (packs) res.setHeader('vary', 'accept-encoding')
  const packed = packs && acceptsGzip(req.headers['accept-encoding'])
  if (packed) res.setHeader('content-encoding', 'gzip')
  if (req.method === 'HEAD' || !body) {
    if (packed) res.removeHeader('content-length')
    await body?.cancel()
    res.end()
  } else if (isWhole) {
    const bytes = Buffer.from(await response.arrayBuffer())
    const sent = packed ? await pack(bytes, { level: 1 }) : bytes
    res.setHeader('content-length', sent.length)
    res.end(sent)
  } else {
    const pieces = Readable.fromWeb(body as ReadableStream)
    const flushed = { level: 1, flush: constants.Z_SYNC_FLUSH }
    const sent = packed ? pipeline(pieces, createGzip(flushed), res) : pipeline(pieces, res)
    // A failure half-way has broken the answer off, which is all that is left to say.
    await sent.catch(() => {})
  }
}
