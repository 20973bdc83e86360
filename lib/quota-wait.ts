/** When those of this tab's questions were first asked that wait for AWS's quota just now, for whoever shows it. */
let waiting: readonly number[] = []
const listeners = new Set<() => void>()

export const quotaWaiters = () => waiting.length

/** Since when the longest of them has not been answered, by this browser's clock; undefined when none waits. */
export const quotaWaitSince = () => (waiting.length > 0 ? Math.min(...waiting) : undefined)

export function onQuotaWaiters(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Waits, and counts as waiting since `askedAt`. @throws the signal's reason when it aborts first */
export async function waitForQuota(
  ms: number,
  signal: AbortSignal | undefined,
  askedAt: number,
): Promise<void> {
  change([...waiting, askedAt])
  try {
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', giveUp)
        resolve()
      }, ms)
      if (signal?.aborted) giveUp()
      else signal?.addEventListener('abort', giveUp, { once: true })
    })
  } finally {
    const place = waiting.indexOf(askedAt)
    change(waiting.filter((_, index) => index !== place))
  }
}

function change(now: readonly number[]) {
  waiting = now
  for (const listener of listeners) listener()
}
