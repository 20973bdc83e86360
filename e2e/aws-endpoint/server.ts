import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { answerCall } from './dispatch'
import { CallLog } from './embedded/calls'
import { type Fault, FaultList } from './embedded/fault'
import { faultError } from './embedded/fault-error'
import { answerEmbedded, type EmbeddedContext } from './embedded/route'
import { type Answer, errorAnswer } from './wire/answer'
import { type AwsCall, Refused, readAwsCall } from './wire/aws-call'
import { AwsError } from './wire/aws-error'
import { World } from './world'

export type AwsEndpoint = { url: string; world: World; close: () => Promise<void> }

type Options = {
  /** 0 or absent: a free one. */
  port?: number
  /** Fills the world at start and after a reset that asks for it. */
  seed?: (world: World, now: number) => void
}

/** Starts the embedded AWS endpoint on loopback. */
export async function startAwsEndpoint({ port = 0, seed = () => {} }: Options = {}): Promise<AwsEndpoint> {
  const world = new World()
  const context: EmbeddedContext = {
    world,
    calls: new CallLog(),
    faults: new FaultList(),
    reset: (seeds) => {
      world.clear()
      context.calls.reset()
      context.faults.remove()
      if (seeds) seed(world, Date.now())
    },
  }
  context.reset(true)

  const server = createServer((request, response) => {
    handle(context, request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    world,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function handle(
  context: EmbeddedContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request)
  context.world.advance(Date.now())
  const url = new URL(request.url ?? '/', 'http://endpoint')
  if (url.pathname.startsWith('/_embedded/')) {
    write(response, answerEmbedded(context, request.method ?? 'GET', url, body))
    return
  }
  let call: AwsCall
  try {
    call = readAwsCall(request, body)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    write(response, errorAnswer(error.service, error.requestId, error.error))
    return
  }
  const recorded = context.calls.record(call, Date.now())
  const fault = context.faults.meet(call)
  if (fault !== undefined) {
    recorded.fault = fault.kind
    if (fault.delayMs > 0) await sleep(fault.delayMs, undefined, { ref: false })
  }
  const answer = answerOf(context.world, call, fault)
  if (writeFaulty(response, answer, fault)) return
  recorded.status = answer.status
  write(response, answer)
}

function answerOf(world: World, call: AwsCall, fault: Fault | undefined): Answer {
  const now = Date.now()
  const refused = fault === undefined ? undefined : faultError(fault, call, now)
  if (refused !== undefined) return errorAnswer(call.service, call.requestId, refused)
  if (fault?.kind === 'html') {
    const page = `<html>\r\n<head><title>${fault.status} Bad Gateway</title></head>\r\n<body><center><h1>${fault.status} Bad Gateway</h1></center></body>\r\n</html>\r\n`
    return { status: fault.status, headers: { 'content-type': 'text/html' }, body: page }
  }
  if (fault?.kind === 'foreign') {
    return { status: fault.status, headers: { 'content-type': 'text/plain' }, body: fault.body }
  }
  try {
    return answerCall(world, call, now)
  } catch (error) {
    if (error instanceof AwsError) return errorAnswer(call.service, call.requestId, error)
    throw error
  }
}

/** True when the fault took the connection, so that nothing more can be written. */
function writeFaulty(response: ServerResponse, answer: Answer, fault: Fault | undefined): boolean {
  switch (fault?.kind) {
    case 'hang':
      return true
    case 'reset':
      response.socket?.resetAndDestroy()
      return true
    case 'truncate':
    case 'stall':
    case 'trickle': {
      const body = Buffer.from(answer.body)
      response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length })
      const half = body.subarray(0, Math.floor(body.length / 2))
      response.write(half, () => fault.kind === 'truncate' && response.destroy())
      if (fault.kind === 'trickle') {
        const drops = setInterval(() => response.write(' '), 1_000).unref()
        response.once('close', () => clearInterval(drops))
      }
      return true
    }
    default:
      return false
  }
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  response.end(bytes)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
