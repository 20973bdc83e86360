import type { Server } from 'node:http'
import type { Socket } from 'node:net'

type Limits = {
  /** How much may wait for all readers together, in bytes. */
  heldBytes: number
  /** Nobody is cut sooner than this, however much waits. */
  graceMs: number
}

const usual: Limits = { heldBytes: 64 * 2 ** 20, graceMs: 5_000 }

/**
 * Bounds the memory of answers that nobody reads: while too much waits for all readers together, the connections are
 * cut that have taken nothing for longest. (`server.timeout` ends each by itself, later.)
 * @returns looks at all connections once; it does so every second until the server closes
 */
export function cutStalledReaders(server: Server, limits: Partial<Limits> = {}): () => void {
  const { heldBytes, graceMs } = { ...usual, ...limits }
  /** What each had taken when it was last seen to take something, and when that was. */
  const sockets = new Map<Socket, { taken: number; at: number }>()
  server.on('connection', (socket: Socket) => {
    sockets.set(socket, { taken: 0, at: performance.now() })
    socket.once('close', () => sockets.delete(socket))
  })

  const look = () => {
    const now = performance.now()
    let held = 0
    const stalled: { socket: Socket; at: number }[] = []
    for (const [socket, known] of sockets) {
      const waiting = socket.writableLength
      const taken = socket.bytesWritten - waiting
      if (waiting === 0 || taken !== known.taken) Object.assign(known, { taken, at: now })
      else if (now - known.at >= graceMs) stalled.push({ socket, at: known.at })
      held += waiting
    }
    stalled.sort((a, b) => a.at - b.at)
    for (const { socket } of stalled) {
      if (held <= heldBytes) break
      held -= socket.writableLength
      socket.destroy()
    }
  }
  const timer = setInterval(look, 1_000).unref()
  server.once('close', () => clearInterval(timer))
  return look
}
