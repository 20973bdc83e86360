import type { LogReader } from './log-reader'
import type { PageRequest, ReadPage } from './log-source'

type Event = { timestamp: number; message: string }

export const base = 1_700_000_000_000

/** A stream as CloudWatch keeps it: by timestamp, then by arrival; pages of any size, empty ones among them. */
export class Stream {
  events: Event[] = []
  calls = 0
  /** Of them, those that read backward up to a time: looks for late events. */
  sweeps = 0
  pageSize = 7
  emptyEvery = 0
  /** So many events of one millisecond may come again on the next page, as AWS is said to give them in a burst. */
  repeats = 0
  /** How many calls AWS still answers before it fails one, and forgets every token it gave until then. */
  failsAfter = Infinity
  #era = 0

  put(...events: Event[]) {
    this.events = [...this.events, ...events].sort((a, b) => a.timestamp - b.timestamp)
  }

  read: ReadPage = async (request) => this.page(request)

  page({ startFromHead, startTime = -Infinity, endTime = Infinity, nextToken, limit }: PageRequest) {
    this.calls++
    if (!startFromHead && endTime < Infinity) this.sweeps++
    if (this.failsAfter-- <= 0) {
      this.failsAfter = Infinity
      this.#era++
      throw new Error('ECONNRESET')
    }
    const within = this.events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime)
    const size = Math.min(limit, this.pageSize)
    // A token is a position that outlives appends: its direction, and the event it stands before.
    const [direction, place, era] = nextToken?.split('/') ?? [startFromHead ? 'f' : 'b']
    if (era !== undefined && Number(era) < this.#era) throw new Error('The token is over')
    const known = place === undefined ? undefined : Number(place)
    const position = known ?? (direction === 'f' ? 0 : within.length)
    const empty = this.emptyEvery > 0 && known === undefined && this.calls % this.emptyEvery === 0
    const low = direction === 'f' ? position : Math.max(0, position - size)
    const high = direction === 'f' ? Math.min(within.length, position + size) : position
    const taken = empty ? [] : within.slice(low, high)
    const most = endTime - startTime > 1 ? Math.min(this.repeats, taken.length - 1) : 0
    /** How many events at a page's edge, `first` and on by `step`, the next page has as well. */
    const repeated = (beyond: Event | undefined, first: number, step: number) => {
      let count = 0
      while (beyond && count < most && within[first + count * step]?.timestamp === beyond.timestamp) count++
      return count
    }
    const next = high - repeated(within[high], high - 1, -1)
    const previous = low + repeated(within[low - 1], low, 1)
    return {
      events: {
        timestamps: Float64Array.from(taken.map(({ timestamp }) => timestamp)),
        messages: taken.map(({ message }) => message),
      },
      nextToken: `f/${empty ? position : next}/${this.#era}`,
      prevToken: `b/${empty ? position : previous}/${this.#era}`,
    }
  }
}

export const textOf = (reader: LogReader) => {
  const { held } = reader.getState()
  return held.messages.slice(held.withheld)
}

export const numbered = (count: number, perMillisecond: number): Event[] =>
  Array.from({ length: count }, (_, n) => ({
    timestamp: base + Math.floor(n / perMillisecond),
    message: `line ${n + 1}`,
  }))
