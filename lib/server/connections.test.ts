import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openGateway } from './gateway-fixture'
import { cutStalledReaders } from './stalled-readers'
import { createStreamGate } from './stream-gate'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** A raw connection and all that came over it until it closed. */
function raw(port: number, text: string) {
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  let received = ''
  socket.on('data', (chunk) => (received += chunk))
  socket.on('error', () => {})
  closers.push(() => socket.destroy())
  return { socket, received: () => received, closed: once(socket, 'close') }
}

describe('what is no HTTP', () => {
  it('is told so and its connection closed, though the client keeps its end open', async () => {
    const gateway = await openGateway({})
    closers.push(gateway.close)
    const socket = connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true })
    socket.write('HELLO\r\n\r\n')
    let received = ''
    socket.on('data', (chunk) => (received += chunk)).on('error', () => {})
    closers.push(() => socket.destroy())
    await once(socket, 'end')
    expect(received).toMatch(/^HTTP\/1.1 400 /)
    const open = () =>
      new Promise((resolve) => gateway.server.getConnections((_error, count) => resolve(count)))
    await expect.poll(open, { timeout: 5000 }).toBe(0)
  })

  it('never writes into an answer under way', async () => {
    let begun = () => {}
    const started = new Promise<void>((resolve) => (begun = resolve))
    const gateway = await openGateway({
      app: async (_req, res) => {
        res.write('half a log')
        begun()
      },
    })
    closers.push(gateway.close)
    const { socket, received, closed } = raw(gateway.port, 'GET /images HTTP/1.1\r\nhost: localhost\r\n\r\n')
    await started
    await expect.poll(received).toContain('half a log')
    socket.write('RUBBISH RUBBISH\r\n\r\n')
    await closed
    expect(received().match(/HTTP\/1\.1/g)).toHaveLength(1)
    expect(received()).not.toContain('Bad Request')
  })

  it('is not answered a second time after its request was refused', async () => {
    const gateway = await openGateway({})
    closers.push(gateway.close)
    const { received, closed } = raw(
      gateway.port,
      'POST /images HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\nno chunk at all\r\n',
    )
    await closed
    expect(received().match(/HTTP\/1\.1/g)).toHaveLength(1)
  })
})

async function serve(listener: (res: ServerResponse) => void) {
  const server = createServer((_req, res) => listener(res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { server, port: (server.address() as AddressInfo).port }
}

/** Asks and reads nothing. */
function stalled(port: number): { socket: Socket; closed: Promise<unknown> } {
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => {})
  socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
  closers.push(() => socket.destroy())
  return { socket, closed: once(socket, 'close') }
}

describe('readers that stop reading', () => {
  it('are cut, the longest stalled first, when too much waits for them', async () => {
    const answers: ServerResponse[] = []
    const { server, port } = await serve((res) => {
      answers.push(res)
      res.write(Buffer.alloc(16 * 2 ** 20))
    })
    const look = cutStalledReaders(server, { heldBytes: 20 * 2 ** 20, graceMs: 0 })
    const waiting = () =>
      answers.map(({ socket }) => (socket?.destroyed === false ? socket.writableLength : 0))
    for (let reader = 1; reader <= 2; reader++) {
      stalled(port)
      await expect.poll(() => waiting().length).toBe(reader)
      await expect.poll(() => waiting()[reader - 1]).toBeGreaterThan(10 * 2 ** 20)
      look()
    }
    look()
    expect(answers.map(({ socket }) => socket?.destroyed ?? true)).toEqual([true, false])
  })
})

describe('the gate of long answers', () => {
  it('lets some begin, goes round among those who wait, and refuses after a while', async () => {
    const turn = createStreamGate({ atOnce: 2, perClient: 2, patienceMs: 1000 })
    const responses: Record<string, ServerResponse> = {}
    const server = await serve((res) => {
      responses[Object.keys(responses).length] = res
    })
    for (let n = 0; n < 5; n++) {
      raw(server.port, 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n')
      await expect.poll(() => Object.keys(responses).length).toBe(n + 1)
    }
    const begun: string[] = []
    const ask = (client: string, n: number) =>
      turn(client, responses[n] as ServerResponse).then((may) => begun.push(`${client} ${may}`))
    const asked = [ask('ann', 0), ask('ann', 1), ask('ann', 2), ask('bob', 3), ask('ann', 4)]
    await Promise.all(asked.slice(0, 2))
    expect(begun).toEqual(['ann true', 'ann true'])
    responses[0]?.destroy()
    await asked[3]
    expect(begun).toEqual(['ann true', 'ann true', 'bob true'])
    await Promise.all(asked)
    expect(begun.slice(3)).toEqual(['ann false', 'ann false'])
  })
})
