import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'

/**
 * As much of Valkey as tests of several replicas need where none is installed: strings, counters and hashes over RESP2,
 * with a clock that only tests move.
 */
export async function startValkeyStandIn() {
  const values = new Map<string, { value: string | Map<string, string>; expires: number }>()
  const sockets = new Set<Socket>()
  let time = 0
  const now = () => time
  const live = (key: string) => {
    const entry = values.get(key)
    if (entry && entry.expires <= now()) values.delete(key)
    return values.get(key)
  }
  const hash = (key: string): Map<string, string> => {
    const { value } = live(key) ?? {}
    if (value instanceof Map) return value
    const made = new Map<string, string>()
    values.set(key, { value: made, expires: Number.POSITIVE_INFINITY })
    return made
  }

  function answer([command = '', key = '', ...rest]: string[]): string {
    switch (command.toUpperCase()) {
      case 'INFO':
        return bulk('redis_version:7.2.0\r\nloading:0\r\n')
      case 'EXISTS':
        return `:${live(key) ? 1 : 0}\r\n`
      case 'GET': {
        const { value } = live(key) ?? {}
        return typeof value === 'string' ? bulk(value) : '$-1\r\n'
      }
      case 'SET': {
        const options = rest.slice(1).map((word) => word.toUpperCase())
        if (options.includes('NX') && live(key)) return '$-1\r\n'
        const after = (name: string) => Number(rest.slice(1)[options.indexOf(name) + 1])
        const ttl = options.includes('PX')
          ? after('PX')
          : options.includes('EX')
            ? after('EX') * 1000
            : undefined
        values.set(key, {
          value: rest[0] ?? '',
          expires: ttl === undefined ? Number.POSITIVE_INFINITY : now() + ttl,
        })
        return '+OK\r\n'
      }
      case 'INCR': {
        const entry = live(key) ?? { value: '0', expires: Number.POSITIVE_INFINITY }
        const next = Number(entry.value) + 1
        values.set(key, { ...entry, value: String(next) })
        return `:${next}\r\n`
      }
      case 'PEXPIRE': {
        const entry = live(key)
        if (entry) entry.expires = now() + Number(rest[0])
        return `:${entry ? 1 : 0}\r\n`
      }
      case 'HSET':
        hash(key).set(rest[0] ?? '', rest[1] ?? '')
        return ':1\r\n'
      case 'HDEL':
        return `:${hash(key).delete(rest[0] ?? '') ? 1 : 0}\r\n`
      case 'HGETALL': {
        const fields = [...hash(key)].flat()
        return `*${fields.length}\r\n${fields.map(bulk).join('')}`
      }
      default:
        return '+OK\r\n'
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      for (let read = readCommand(text); read; read = readCommand(text)) {
        text = text.slice(read.length)
        socket.write(answer(read.words), 'latin1')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `valkey://127.0.0.1:${(server.address() as AddressInfo).port}`,
    advance: (ms: number) => {
      time += ms
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

const bulk = (bytes: string) => `$${bytes.length}\r\n${bytes}\r\n`

/** A command's words and its length, once all of it is there. Latin-1, so that characters are bytes. */
function readCommand(text: string): { words: string[]; length: number } | undefined {
  const count = /^\*(\d+)\r\n/.exec(text)
  if (!count) return undefined
  let at = count[0].length
  const words: string[] = []
  for (let word = 0; word < Number(count[1]); word++) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at, at + 20))
    if (!size) return undefined
    const from = at + size[0].length
    const to = from + Number(size[1])
    if (text.length < to + 2) return undefined
    words.push(text.slice(from, to))
    at = to + 2
  }
  return { words, length: at }
}
