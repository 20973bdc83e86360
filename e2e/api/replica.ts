import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { keepRound } from '@/lib/aws/archive/keep-builds'
import { ask } from './api-under-test'

/** The route handlers alone behind HTTP, as one replica of several: prints its address. `/keep` looks once for builds to keep. */
const server = createServer((request, response) => {
  const left = new AbortController()
  response.on('close', () => left.abort())
  const answer = request.url === '/keep' ? keep() : ask(request.url ?? '/', { signal: left.signal })
  answer
    .then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)))
    .catch((error: unknown) => response.writeHead(500).end(JSON.stringify({ message: String(error) })))
})
server.listen(0, '127.0.0.1', () => {
  console.log(`Replica: http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

/** What it logged meanwhile. */
async function keep() {
  const body: object[] = []
  const say = (facts: object, text: string) => void body.push({ ...facts, text })
  await keepRound({ info: say, warn: say }, new AbortController().signal)
  return { status: 200, body }
}
