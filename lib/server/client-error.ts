import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

/** How long a refused client may take to read why before its connection is cut. */
const lingerMs = 1_000

/**
 * Answers what Node's parser refused before there was a request (a torn line, headers too long, a slow sender), and
 * closes the connection whether or not the client does. A connection that is being answered, or whose request has
 * not come to its end, is cut without a word: a second answer would be written into the first.
 */
export function answerClientErrors(server: Server): void {
  const latest = new WeakMap<Socket, { req: IncomingMessage; res: ServerResponse }>()
  server.prependListener('request', (req: IncomingMessage, res: ServerResponse) => {
    latest.set(req.socket, { req, res })
  })
  server.on('clientError', (error: NodeJS.ErrnoException, duplex) => {
    const socket = duplex as Socket
    const last = latest.get(socket)
    const amidst = last !== undefined && !(last.req.complete && last.res.writableFinished)
    if (!socket.writable || error.code === 'ECONNRESET' || amidst) return void socket.destroy()
    const cut = setTimeout(() => socket.destroy(), lingerMs)
    socket.once('close', () => clearTimeout(cut))
    // What else it sends is dropped; unread, it would reset the connection before the answer is read.
    socket.resume()
    socket.end(answerText(error.code))
  })
}

function answerText(code: string | undefined): string {
  const [status, message] = explain(code)
  const body = JSON.stringify({ message })
  return (
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
    'content-type: application/json\r\nx-content-type-options: nosniff\r\nconnection: close\r\n' +
    `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
}

function explain(code: string | undefined): [status: number, message: string] {
  if (code === 'HPE_HEADER_OVERFLOW') return [431, 'The request headers are too long.']
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'The request took too long to arrive.']
  return [400, 'Bad Request: this is not HTTP as the server understands it']
}
