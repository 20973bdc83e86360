import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ask } from './api-under-test'

/** The route handlers alone behind HTTP, as one replica of several: prints its address. */
const server = createServer((request, response) => {
  const left = new AbortController()
  response.on('close', () => left.abort())
  ask(request.url ?? '/', { signal: left.signal })
    .then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)))
    .catch((error: unknown) => response.writeHead(500).end(JSON.stringify({ message: String(error) })))
})
server.listen(0, '127.0.0.1', () => {
  console.log(`Replica: http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
