/** The Date header counts whole seconds. */
const resolution = 1_000

/** A clock that is told of the server's answers, see `serverNow`. */
export function createServerClock() {
  /** What to add to this machine's clock to get the server's, milliseconds: somewhere between. */
  let low = Number.NEGATIVE_INFINITY
  let high = Number.POSITIVE_INFINITY
  return {
    note(header: string | null, sentAt: number, receivedAt = Date.now()) {
      const date = Date.parse(header ?? '')
      if (Number.isNaN(date) || receivedAt < sentAt) return
      const bounds = [date - receivedAt, date + resolution - sentAt] as const
      // Each answer narrows it down; one that contradicts the others means that a clock was set since.
      const fits = bounds[0] <= high && bounds[1] >= low
      low = fits ? Math.max(low, bounds[0]) : bounds[0]
      high = fits ? Math.min(high, bounds[1]) : bounds[1]
    },
    now: () => Date.now() + Math.min(Math.max(0, low), high),
  }
}

const clock = createServerClock()

/**
 * Learns from one of the server's answers how far its clock is from this machine's, which may be hours or days wrong.
 * Takes the answer's Date header, and when it was asked for and came by this machine's clock.
 */
export const noteServerDate = clock.note

/** Now by the server's clock, epoch milliseconds, to a second; this machine's own while the two may agree. */
export const serverNow = clock.now
