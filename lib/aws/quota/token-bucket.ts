import 'server-only'

/**
 * Lets calls through at a steady rate after a burst; the rest wait, first come first served.
 * @param perSecond how many in the long run
 * @param onQueue told how many wait, whenever that changes
 */
export function createTokenBucket(perSecond: number, onQueue: (waiting: number) => void = () => {}) {
  const burst = Math.max(1, perSecond)
  const waiting: (() => void)[] = []
  let tokens = burst
  let filledAt = performance.now()
  let timer: NodeJS.Timeout | undefined

  function refill() {
    const now = performance.now()
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
  }

  function serve() {
    timer = undefined
    refill()
    while (tokens >= 1 && waiting.length > 0) {
      tokens -= 1
      waiting.shift()?.()
    }
    onQueue(waiting.length)
    if (waiting.length > 0) timer = setTimeout(serve, Math.max(1, ((1 - tokens) / perSecond) * 1000))
  }

  /** Resolves when a call may go. @throws the signal's reason when it aborts first: the place is given up */
  async function take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    refill()
    if (waiting.length === 0 && tokens >= 1) {
      tokens -= 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        waiting.splice(waiting.indexOf(go), 1)
        onQueue(waiting.length)
        reject(signal.reason)
      }
      const go = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      waiting.push(go)
      onQueue(waiting.length)
      signal.addEventListener('abort', giveUp, { once: true })
      if (!timer) timer = setTimeout(serve, Math.max(1, ((1 - tokens) / perSecond) * 1000))
    })
  }

  /** The part of the burst that is there to be taken, 0 to 1. */
  function spare(): number {
    refill()
    return waiting.length > 0 ? 0 : tokens / burst
  }

  /** How long, in seconds, a call that came now would wait for its turn. */
  function wait(): number {
    refill()
    return Math.max(0, waiting.length + 1 - tokens) / perSecond
  }

  return { take, spare, wait }
}
