/** How many of this tab's questions wait for AWS's quota just now, for whoever shows it. */
let waiting = 0
const listeners = new Set<() => void>()

export const quotaWaiters = () => waiting

export function onQuotaWaiters(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Waits, and counts as waiting. @throws the signal's reason when it aborts first */
export async function waitForQuota(ms: number, signal: AbortSignal | undefined): Promise<void> {
  change(1)
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
    change(-1)
  }
}

function change(by: 1 | -1) {
  waiting += by
  for (const listener of listeners) listener()
}
