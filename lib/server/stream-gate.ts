import type { ServerResponse } from 'node:http'

type Limits = {
  /** Long answers under way at once. */
  atOnce: number
  /** … of one person or address. */
  perClient: number
  /** A reader who takes nothing for so long gives way to one who waits. */
  yieldMs: number
  /** How long one waits for a turn. */
  patienceMs: number
}

const usual: Limits = { atOnce: 48, perClient: 24, yieldMs: 5_000, patienceMs: 20_000 }

type Waiting = { client: string; begin: () => void; res: ServerResponse }

/**
 * Lets so many long answers (downloads) begin at once and the others wait their turn, since each holds a page of
 * the log for as long as its reader takes. Whoever has fewest under way is next, and a reader who has stopped reading
 * gives way to one who waits.
 */
export function createStreamGate(limits: Partial<Limits> = {}) {
  const { atOnce, perClient, yieldMs, patienceMs } = { ...usual, ...limits }
  const waiting: Waiting[] = []
  const active = new Map<ServerResponse, { client: string; taken: number; at: number }>()
  let timer: NodeJS.Timeout | undefined

  const activeOf = (client: string) => [...active.values()].filter((of) => of.client === client).length

  function admit(): void {
    while (active.size < atOnce) {
      const ready = waiting.filter(({ client }) => activeOf(client) < perClient)
      const [next] = ready.sort((a, b) => activeOf(a.client) - activeOf(b.client))
      if (!next) break
      enter(next)
    }
    if (waiting.length > 0) timer ??= setInterval(giveWay, 1_000).unref()
    else if (timer) {
      clearInterval(timer)
      timer = undefined
    }
  }

  function enter({ client, begin, res }: Waiting): void {
    active.set(res, { client, taken: 0, at: performance.now() })
    res.once('close', () => {
      active.delete(res)
      admit()
    })
    begin()
  }

  function giveWay(): void {
    const now = performance.now()
    for (const [res, known] of active) {
      const socket = res.socket
      if (!socket) continue
      const taken = socket.bytesWritten - socket.writableLength
      if (socket.writableLength === 0 || taken !== known.taken) Object.assign(known, { taken, at: now })
      else if (now - known.at >= yieldMs) socket.destroy()
    }
  }

  /** @returns whether the answer may begin now; false after waiting too long, or when its caller left first. */
  return (client: string, res: ServerResponse): Promise<boolean> =>
    new Promise((resolve) => {
      if (res.closed || res.destroyed) return resolve(false)
      const settle = (begins: boolean) => {
        clearTimeout(patience)
        res.off('close', giveUp)
        const place = waiting.indexOf(entry)
        if (place >= 0) waiting.splice(place, 1)
        resolve(begins)
      }
      const giveUp = () => settle(false)
      const patience = setTimeout(giveUp, patienceMs)
      const entry = { client, begin: () => settle(true), res }
      res.once('close', giveUp)
      waiting.push(entry)
      admit()
    })
}
