import 'server-only'

/**
 * Lets calls through at a steady rate after a burst; the rest wait, first come first served. Background calls go only
 * when nobody else waits, and leave a quarter of the burst to whoever comes next.
 * @param perSecond how many in the long run
 * @param onQueue told how many wait, whenever that changes
 */
export function createTokenBucket(perSecond: number, onQueue: (waiting: number) => void = () => {}) {
  const burst = Math.max(1, perSecond)
  const reserve = Math.min(burst / 4, burst - 1)
  const waiting: (() => void)[] = []
  const background: (() => void)[] = []
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
    for (; tokens >= 1 && waiting.length > 0; tokens -= 1) waiting.shift()?.()
    for (; tokens >= 1 + reserve && waiting.length === 0 && background.length > 0; tokens -= 1)
      background.shift()?.()
    schedule()
  }

  function schedule() {
    onQueue(waiting.length + background.length)
    if (waiting.length + background.length === 0) return
    const needed = waiting.length > 0 ? 1 : 1 + reserve
    clearTimeout(timer)
    timer = setTimeout(serve, Math.max(1, ((needed - tokens) / perSecond) * 1000))
  }

  /** Resolves when a call may go. @throws the signal's reason when it aborts first: the place is given up */
  async function take(signal: AbortSignal, inBackground = false): Promise<void> {
    signal.throwIfAborted()
    refill()
    const queue = inBackground ? background : waiting
    const isFree = inBackground ? waiting.length === 0 && tokens >= 1 + reserve : tokens >= 1
    if (queue.length === 0 && isFree) {
      tokens -= 1
      return
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        queue.splice(queue.indexOf(go), 1)
        onQueue(waiting.length + background.length)
        reject(signal.reason)
      }
      const go = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      queue.push(go)
      signal.addEventListener('abort', giveUp, { once: true })
      schedule()
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
